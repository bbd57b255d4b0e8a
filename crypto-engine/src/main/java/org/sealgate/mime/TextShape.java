package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What octets look like as lines of text: whether mail carries them unchanged.
 *
 * @param eightBit how many octets are above 127
 * @param controls how many octets are below 14, other than TAB and line ends (NUL among them)
 * @param bareLf how many LF stand without a CR before them
 * @param bareCr how many CR stand without an LF behind them
 * @param lineEnds how many CRLF there are
 * @param longestLine the longest line, without its line end
 * @param fromLine whether a line begins with {@code From }, which mbox writers change
 * @param trailingSpace whether a line ends with white space, which some transports drop
 */
public record TextShape(
    long eightBit,
    long controls,
    long bareLf,
    long bareCr,
    long lineEnds,
    long longestLine,
    boolean fromLine,
    boolean trailingSpace) {
  /** The longest line that SMTP carries, without its line end (RFC 5321, 4.5.3.1.6). */
  public static final int MAX_LINE = 998;

  /** One pass over octets. */
  public static TextShape of(Octets octets) throws IOException {
    return new TextScan(octets).run(octets::writeTo);
  }

  /** The same, with every octet shown to an onlooker. */
  static TextShape of(Octets octets, Onlooker onlooker) throws IOException {
    return new TextScan(octets).run(scan -> octets.writeTo(new Shown(onlooker, scan)));
  }

  /** Shows each piece to the onlooker first, whose work takes longer than fetching it. */
  private static final class Shown extends OutputStream {
    private static final int PIECE = 64 << 10;

    private final Onlooker onlooker;
    private final TextScan scan;

    Shown(Onlooker onlooker, TextScan scan) {
      this.onlooker = onlooker;
      this.scan = scan;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      for (int done = 0; done < len; done += PIECE) {
        int count = Math.min(PIECE, len - done);
        onlooker.write(b, off + done, count);
        scan.write(b, off + done, count);
      }
    }
  }

  /** True for CRLF line ends, seven bits, no control characters, lines of at most 998 octets. */
  public boolean isCanonical() {
    return isSafe() && bareLf == 0;
  }

  /** As {@link #isCanonical()}, except that line ends may be LF. */
  boolean isSafe() {
    return eightBit == 0 && controls == 0 && bareCr == 0 && longestLine <= MAX_LINE;
  }
}
