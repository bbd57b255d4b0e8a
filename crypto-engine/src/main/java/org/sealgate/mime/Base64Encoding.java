package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Writes octets as base64 in lines that end with CRLF (RFC 2045, 6.8). {@code java.util.Base64}
 * encodes many lines at once, which vector instructions do; then the lines are copied apart.
 *
 * <p>{@link #finish()} or {@code close} writes the last line; only {@code close} closes the
 * destination.
 */
public final class Base64Encoding extends OutputStream {
  /** Characters in a line of MIME. */
  public static final int MIME_LINE = 76;

  /** Characters in a line of PEM (RFC 7468). */
  public static final int PEM_LINE = 64;

  private static final int LINES = 64;

  private final OutputStream out;
  private final int lineLength;

  /** The octets of {@link #LINES} lines. */
  private final byte[] block;

  private final byte[] characters;
  private final byte[] lines;
  private int filled;
  private boolean finished;

  /** Base64 in lines of 76 characters. */
  public Base64Encoding(OutputStream out) {
    this(out, MIME_LINE);
  }

  /**
   * Base64 in lines of a length.
   *
   * @param lineLength characters in a line, a multiple of four
   */
  public Base64Encoding(OutputStream out, int lineLength) {
    this(out, lineLength, Long.MAX_VALUE);
  }

  /**
   * Base64 in lines of 76 characters.
   *
   * @param expected about how many octets will come: for few a smaller buffer does
   */
  public static Base64Encoding expecting(long expected, OutputStream out) {
    return new Base64Encoding(out, MIME_LINE, expected);
  }

  private Base64Encoding(OutputStream out, int lineLength, long expected) {
    if (lineLength <= 0 || lineLength % 4 != 0) {
      throw new IllegalArgumentException("a line of base64 holds a multiple of four characters");
    }
    this.out = out;
    this.lineLength = lineLength;
    int lineOctets = lineLength / 4 * 3;
    int atOnce = (int) Math.min(LINES, expected / lineOctets + 1);
    this.block = new byte[lineOctets * atOnce];
    this.characters = new byte[lineLength * atOnce];
    this.lines = new byte[(lineLength + 2) * atOnce];
  }

  /** How many octets the base64 of so many octets has, line ends included. */
  public static long encodedLength(long octets, int lineLength) {
    long characters = (octets + 2) / 3 * 4;
    return characters + (characters + lineLength - 1) / lineLength * 2;
  }

  @Override
  public void write(int b) throws IOException {
    block[filled++] = (byte) b;
    if (filled == block.length) {
      writeBlock();
    }
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    int done = 0;
    while (done < len) {
      int count = Math.min(len - done, block.length - filled);
      System.arraycopy(b, off + done, block, filled, count);
      filled += count;
      done += count;
      if (filled == block.length) {
        writeBlock();
      }
    }
  }

  private void writeBlock() throws IOException {
    Base64.getEncoder().encode(block, characters);
    writeLines(characters, characters.length);
    filled = 0;
  }

  private void writeLines(byte[] from, int length) throws IOException {
    int to = 0;
    for (int at = 0; at < length; at += lineLength) {
      int count = Math.min(lineLength, length - at);
      System.arraycopy(from, at, lines, to, count);
      lines[to + count] = '\r';
      lines[to + count + 1] = '\n';
      to += count + 2;
    }
    out.write(lines, 0, to);
  }

  /** Writes what is left, padded, as the last line; nothing may be written after it. */
  public void finish() throws IOException {
    if (!finished) {
      finished = true;
      byte[] rest = Base64.getEncoder().encode(Arrays.copyOf(block, filled));
      filled = 0;
      writeLines(rest, rest.length);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    finish();
    out.close();
  }
}
