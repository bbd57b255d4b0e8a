package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The pass that finds a {@link TextShape}. Lines that are as long as the one before them, as base64
 * has them, are passed many at once; all others from one special octet to the next.
 */
final class TextScan extends OutputStream {
  /** Lines that are looked at together: they stay in the processor's first cache. */
  private static final int BLOCK = 128;

  private final Octets octets;

  /** The piece that is looked at. */
  private byte[] array = {};

  private int base;
  private int end;

  /** The position of the octets at {@link #base}. */
  private long position;

  private long lineStart;
  private long eightBit;
  private long controls;
  private long bareLf;
  private long bareCr;
  private long lineEnds;
  private long longest;
  private boolean fromLine;
  private boolean trailingSpace;

  /** The octet before {@link #base}; a space stands for "none". */
  private byte before;

  private byte beforeThat;

  TextScan(Octets octets) {
    this.octets = octets;
  }

  /** Something that writes all the octets to the scan. */
  @FunctionalInterface
  interface Pass {
    void over(TextScan scan) throws IOException;
  }

  TextShape run(Pass pass) throws IOException {
    checkFrom(0);
    pass.over(this);
    bareCr += before == '\r' && octets.length() > 0 ? 1 : 0;
    longest = Math.max(longest, octets.length() - lineStart);
    return new TextShape(
        eightBit, controls, bareLf, bareCr, lineEnds, longest, fromLine, trailingSpace);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    array = b;
    base = off;
    end = off + len;
    piece();
    position += len;
  }

  private void piece() throws IOException {
    if (before == '\r' && end > base && array[base] != '\n') {
      bareCr++;
    }
    int at = Scan.indexOfSpecial(array, base, end);
    while (at < end) {
      byte b = array[at];
      if (b == '\r' && at + 1 < end && array[at + 1] == '\n') {
        long length = position + (at + 2 - base) - lineStart;
        lineEnds++;
        line(at, at + 2);
        at = alike(at + 2, length) - 1;
      } else if (b == '\n') {
        lf(at);
      } else if (b == '\r') {
        bareCr += at + 1 < end ? 1 : 0;
      } else if (b < 0) {
        eightBit++;
      } else if (b != '\t') {
        controls++;
      }
      at = Scan.indexOfSpecial(array, at + 1, end);
    }
    if (end > base) {
      beforeThat = octet(end - 2);
      before = octet(end - 1);
    }
  }

  /** An LF whose CR, if there is one, is in the chunk before. */
  private void lf(int at) throws IOException {
    boolean crlf = at == base && before == '\r';
    lineEnds += crlf ? 1 : 0;
    bareLf += crlf ? 0 : 1;
    line(crlf ? at - 1 : at, at + 1);
  }

  /** A line whose text ends at one index, and whose line end ends at another. */
  private void line(int textEnd, int next) throws IOException {
    long length = position + (textEnd - base) - lineStart;
    longest = Math.max(longest, length);
    if (length > 0) {
      byte last = octet(textEnd - 1);
      trailingSpace |= last == ' ' || last == '\t';
    }
    lineStart = position + (next - base);
    if (next >= end || array[next] == 'F') {
      checkFrom(lineStart);
    }
  }

  /**
   * Passes lines that are as long as the last one and hold nothing special but their CRLF.
   *
   * @param length of a line with its line end
   * @return where the first line begins that is another
   */
  private int alike(int from, long length) throws IOException {
    if (length < Long.BYTES + 2 || length > end - from) {
      return from;
    }
    int step = (int) length;
    int at = from;
    int lines = framed(at, step);
    // The CR and the LF of each are special, and nothing else in them is.
    while (lines > 0 && Scan.countSpecial(array, at, at + lines * step) == 2 * lines) {
      at += lines * step;
      lineEnds += lines;
      lines = framed(at, step);
    }
    while (at + step <= end && array[at] != 'F' && isPlainLine(at, at + step)) {
      at += step;
      lineEnds++;
    }
    lineStart += at - from;
    if (at > from && (at >= end || array[at] == 'F')) {
      checkFrom(lineStart);
    }
    return at;
  }

  /** How many lines of this length follow each other, judged by their first and last octets. */
  private int framed(int from, int step) {
    int lines = 0;
    for (int to = from + step; lines < BLOCK && to <= end; to += step) {
      if (array[to - step] == 'F' || !endsLikeText(to)) {
        return lines;
      }
      lines++;
    }
    return lines;
  }

  private boolean endsLikeText(int to) {
    return array[to - 1] == '\n' && array[to - 2] == '\r' && array[to - 3] > ' ';
  }

  private boolean isPlainLine(int from, int to) {
    return endsLikeText(to) && !Scan.hasSpecial(array, from, to - 2);
  }

  private byte octet(int index) {
    if (index >= base) {
      return array[index];
    }
    return index == base - 1 ? before : beforeThat;
  }

  private void checkFrom(long start) throws IOException {
    if (octets.length() - start >= 5) {
      byte[] word = new byte[5];
      octets.read(start, word, 0, 5);
      fromLine |=
          word[0] == 'F' && word[1] == 'r' && word[2] == 'o' && word[3] == 'm' && word[4] == ' ';
    }
  }
}
