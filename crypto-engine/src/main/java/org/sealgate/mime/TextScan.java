package org.sealgate.mime;

import java.io.IOException;

/** The pass that finds a {@link TextShape}: from one special octet to the next, line by line. */
final class TextScan {
  private static final int CHUNK = 64 << 10;

  private final Octets octets;
  private final byte[] array;
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
    if (octets instanceof MemoryOctets memory) {
      array = memory.array();
      base = memory.offset();
      end = base + (int) memory.length();
    } else {
      array = new byte[(int) Math.min(CHUNK, octets.length())];
    }
  }

  TextShape run() throws IOException {
    checkFrom(0);
    if (octets instanceof MemoryOctets) {
      chunk();
    } else {
      while (position < octets.length()) {
        end = octets.read(position, array, 0, array.length);
        if (end == 0) {
          throw new IOException("the storage became shorter while it was read");
        }
        chunk();
        position += end;
      }
    }
    bareCr += before == '\r' && octets.length() > 0 ? 1 : 0;
    longest = Math.max(longest, octets.length() - lineStart);
    return new TextShape(
        eightBit, controls, bareLf, bareCr, lineEnds, longest, fromLine, trailingSpace);
  }

  private void chunk() throws IOException {
    if (before == '\r' && end > base && array[base] != '\n') {
      bareCr++;
    }
    int at = Scan.indexOfSpecial(array, base, end);
    while (at < end) {
      byte b = array[at];
      if (b == '\r' && at + 1 < end && array[at + 1] == '\n') {
        lineEnds++;
        line(at, at + 2);
        at++;
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
