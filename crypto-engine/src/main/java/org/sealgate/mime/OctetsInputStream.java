package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream over octets that are not in one array; single octets come from a small buffer. */
final class OctetsInputStream extends InputStream {
  private static final int BUFFER = 8 << 10;

  private final Octets octets;
  private final long length;
  private long position;
  private byte @Nullable [] buffer;
  private int next;
  private int limit;

  OctetsInputStream(Octets octets) {
    this.octets = octets;
    this.length = octets.length();
  }

  @Override
  public int read() throws IOException {
    byte[] from = buffer;
    if (from == null) {
      from = new byte[BUFFER];
      buffer = from;
    }
    if (next == limit) {
      limit = octets.read(position, from, 0, BUFFER);
      position += limit;
      next = 0;
      if (limit == 0) {
        return -1;
      }
    }
    return from[next++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, into.length);
    if (count == 0) {
      return 0;
    }
    if (next < limit && buffer != null) {
      int buffered = Math.min(count, limit - next);
      System.arraycopy(buffer, next, into, offset, buffered);
      next += buffered;
      return buffered;
    }
    int read = octets.read(position, into, offset, count);
    position += read;
    return read == 0 ? -1 : read;
  }

  @Override
  public long skip(long count) {
    long at = position - (limit - next);
    long skipped = Math.max(0, Math.min(count, length - at));
    position = at + skipped;
    next = 0;
    limit = 0;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, length - position + (limit - next));
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long at = position - (limit - next);
    octets.slice(at, length).writeTo(out);
    position = length;
    next = 0;
    limit = 0;
    return length - at;
  }
}
