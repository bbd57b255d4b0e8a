package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Writes text as quoted-printable (RFC 2045, 6.7): lines of at most 76 octets that end with CRLF,
 * whichever line end the text had. What transports change is encoded too: white space at the end of
 * a line, a leading {@code From } and a leading dot; a CR that is no line end becomes {@code =0D}.
 *
 * <p>{@link #finish()} or {@code close} writes what is left; only {@code close} closes the
 * destination.
 */
public final class QuotedPrintableEncoding extends OutputStream {
  private static final int BUFFER = 8 << 10;

  /** Room for the two more octets that an encoded first one takes, and as many for the last. */
  private static final int LINE = 72;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int lineStart;
  private int end;
  private boolean afterCr;

  public QuotedPrintableEncoding(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    put((byte) b);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    for (int i = off; i < off + len; i++) {
      put(b[i]);
    }
  }

  private void put(byte b) throws IOException {
    if (b == '\n') {
      afterCr = false;
      endLine();
      return;
    }
    if (afterCr) {
      escape((byte) '\r');
      afterCr = false;
    }
    if (b == '\r') {
      afterCr = true;
    } else if (b > ' ' && b < 127 && b != '=') {
      literal(b);
    } else if (b == ' ' || b == '\t') {
      literal(b);
    } else {
      escape(b);
    }
  }

  private void literal(byte b) throws IOException {
    makeRoom(1);
    buffer[end++] = b;
  }

  private void escape(byte b) throws IOException {
    makeRoom(3);
    buffer[end++] = '=';
    buffer[end++] = HEX[(b >> 4) & 15];
    buffer[end++] = HEX[b & 15];
  }

  private void makeRoom(int count) throws IOException {
    if (end - lineStart + count > LINE) {
      guardStart();
      buffer[end++] = '=';
      newLine();
    }
  }

  private void endLine() throws IOException {
    guardEnd();
    guardStart();
    newLine();
  }

  private void newLine() throws IOException {
    buffer[end++] = '\r';
    buffer[end++] = '\n';
    if (end > BUFFER - 2 * LINE) {
      out.write(buffer, 0, end);
      end = 0;
    }
    lineStart = end;
  }

  /** White space at the end of a line would get lost. */
  private void guardEnd() {
    if (end > lineStart && (buffer[end - 1] == ' ' || buffer[end - 1] == '\t')) {
      byte space = buffer[--end];
      buffer[end++] = '=';
      buffer[end++] = HEX[space >> 4];
      buffer[end++] = HEX[space & 15];
    }
  }

  /** A line that begins with "From " would be quoted by mbox writers, a dot doubled by SMTP. */
  private void guardStart() {
    if (end > lineStart && (buffer[lineStart] == '.' || startsWithFrom())) {
      byte first = buffer[lineStart];
      System.arraycopy(buffer, lineStart + 1, buffer, lineStart + 3, end - lineStart - 1);
      buffer[lineStart] = '=';
      buffer[lineStart + 1] = HEX[first >> 4];
      buffer[lineStart + 2] = HEX[first & 15];
      end += 2;
    }
  }

  private boolean startsWithFrom() {
    return end - lineStart >= 5
        && buffer[lineStart] == 'F'
        && buffer[lineStart + 1] == 'r'
        && buffer[lineStart + 2] == 'o'
        && buffer[lineStart + 3] == 'm'
        && buffer[lineStart + 4] == ' ';
  }

  /** Writes what is left, without a line end that the text did not have. */
  public void finish() throws IOException {
    if (afterCr) {
      escape((byte) '\r');
      afterCr = false;
    }
    guardEnd();
    guardStart();
    out.write(buffer, 0, end);
    end = 0;
    lineStart = 0;
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
