package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Writes text with every line end as CRLF, which is the form that is signed (RFC 8551, 3.1.1): LF
 * alone and CR alone become CRLF, what is CRLF already goes through in large pieces.
 *
 * <p>{@link #finish()} or {@code close} writes what is left; only {@code close} closes the
 * destination.
 */
public final class CrlfOutputStream extends OutputStream {
  private static final int BUFFER = 8 << 10;

  /** Pieces of at least this size go through without a copy. */
  private static final int DIRECT = 2 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] single = new byte[1];
  private int buffered;
  private boolean afterCr;

  public CrlfOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    single[0] = (byte) b;
    write(single, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    int end = off + len;
    int from = off;
    if (afterCr && len > 0) {
      afterCr = false;
      from = b[off] == '\n' ? off + 1 : off;
      lineEnd();
    }
    int at = Scan.indexOfControl(b, from, end);
    while (at < end) {
      if (b[at] == '\r' && at + 1 < end && b[at + 1] == '\n') {
        at += 2;
      } else if (b[at] == '\r' || b[at] == '\n') {
        put(b, from, at);
        from = at + 1;
        if (b[at] == '\r' && from == end) {
          afterCr = true;
          return;
        }
        lineEnd();
        at = from;
      } else {
        at++;
      }
      at = Scan.indexOfControl(b, at, end);
    }
    put(b, from, end);
  }

  private void put(byte[] b, int from, int to) throws IOException {
    if (to - from > BUFFER - buffered || to - from >= DIRECT) {
      out.write(buffer, 0, buffered);
      buffered = 0;
    }
    if (to - from >= DIRECT) {
      out.write(b, from, to - from);
    } else {
      System.arraycopy(b, from, buffer, buffered, to - from);
      buffered += to - from;
    }
  }

  private void lineEnd() throws IOException {
    if (buffered + 2 > BUFFER) {
      out.write(buffer, 0, buffered);
      buffered = 0;
    }
    buffer[buffered++] = '\r';
    buffer[buffered++] = '\n';
  }

  /** Writes what is left. */
  public void finish() throws IOException {
    if (afterCr) {
      afterCr = false;
      lineEnd();
    }
    out.write(buffer, 0, buffered);
    buffered = 0;
  }

  /** Passes on what is certain; a CR at the end waits for what follows it. */
  @Override
  public void flush() throws IOException {
    out.write(buffer, 0, buffered);
    buffered = 0;
    out.flush();
  }

  @Override
  public void close() throws IOException {
    finish();
    out.close();
  }
}
