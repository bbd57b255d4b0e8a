package org.sealgate.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Octets in a span of an array. */
final class MemoryOctets implements Octets {
  private final byte[] bytes;
  private final int offset;
  private final int length;

  MemoryOctets(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** The array these are a span of: for scans without a copy; never written to. */
  byte[] array() {
    return bytes;
  }

  /** Where in {@link #array()} these begin. */
  int offset() {
    return offset;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes, offset, length);
  }

  @Override
  public int read(long position, byte[] into, int at, int count) {
    Objects.checkIndex(position, length + 1L);
    int copied = (int) Math.min(count, length - position);
    System.arraycopy(bytes, offset + (int) position, into, at, copied);
    return copied;
  }

  @Override
  public Octets slice(long from, long to) {
    Objects.checkFromToIndex(from, to, length);
    return new MemoryOctets(bytes, offset + (int) from, (int) (to - from));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  @Override
  public void close() {
    // The garbage collector owns the array.
  }

  @Override
  public String toString() {
    return "Octets[" + length + " in memory]";
  }
}
