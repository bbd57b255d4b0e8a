package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects octets whose length is not known beforehand: in memory up to a threshold, beyond it in a
 * temporary file (mode 0600, encrypted under a key that exists only in memory).
 *
 * <p>Not thread-safe. Closing before {@link #toOctets()} discards what was collected; after it,
 * closing does nothing, and the octets own the storage.
 */
public final class Spool extends OutputStream {
  /**
   * Octets kept on the heap before a temporary file is used: 16 MiB. A mail of 10 MiB, the largest
   * that many systems take, opens five times as fast in memory, and a heap of 64 MiB has room.
   */
  public static final int DEFAULT_THRESHOLD = 16 << 20;

  private static final int FIRST = 8 << 10;
  private static final int CHUNK = 64 << 10;

  private final int threshold;

  /** All octets while there is no file; those not yet in the file when there is one. */
  private byte[] buffer;

  private int buffered;
  private long stored;
  private @Nullable FileStorage file;
  private boolean handedOut;

  /**
   * @param threshold the number of octets to keep in memory at the most
   */
  public Spool(int threshold) {
    this(threshold, 0);
  }

  /**
   * @param threshold the number of octets to keep in memory at the most
   * @param expected how many octets will come, as far as known: saves growing; 0 for unknown
   */
  public Spool(int threshold, long expected) {
    this.threshold = threshold;
    long first = expected > 0 ? Math.min(expected, threshold) : Math.min(FIRST, threshold);
    this.buffer = new byte[(int) Math.max(first, 16)];
  }

  @Override
  public void write(int b) throws IOException {
    if (buffered == buffer.length) {
      makeRoom(1);
    }
    buffer[buffered++] = (byte) b;
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    int done = 0;
    while (done < len) {
      if (buffered == buffer.length) {
        makeRoom(len - done);
      }
      int count = Math.min(len - done, buffer.length - buffered);
      System.arraycopy(b, off + done, buffer, buffered, count);
      buffered += count;
      done += count;
    }
  }

  /** The number of octets written so far. */
  public long length() {
    return stored + buffered;
  }

  /** What was written, without a copy; the spool accepts no more. */
  public Octets toOctets() throws IOException {
    if (handedOut) {
      throw new IllegalStateException("the octets of this spool were handed out already");
    }
    FileStorage storage = file;
    if (storage == null) {
      handedOut = true;
      Octets octets = Octets.of(buffer, 0, buffered);
      buffer = new byte[0];
      return octets;
    }
    flushToFile(storage);
    handedOut = true;
    return new FileOctets(storage, stored);
  }

  @Override
  public void close() {
    if (!handedOut && file != null) {
      file.close();
    }
    handedOut = true;
    buffered = 0;
  }

  private void makeRoom(int wanted) throws IOException {
    if (handedOut) {
      throw new IllegalStateException("this spool is closed or its octets were handed out");
    }
    FileStorage storage = file;
    if (storage == null && buffered < threshold) {
      long doubled = Math.max(2L * buffer.length, (long) buffered + wanted);
      buffer = Arrays.copyOf(buffer, (int) Math.min(doubled, threshold));
      return;
    }
    if (storage == null) {
      storage = FileStorage.temporary(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
      file = storage;
    }
    flushToFile(storage);
    if (buffer.length != CHUNK) {
      buffer = new byte[CHUNK];
    }
  }

  private void flushToFile(FileStorage storage) throws IOException {
    storage.append(stored, buffer, 0, buffered);
    stored += buffered;
    buffered = 0;
  }
}
