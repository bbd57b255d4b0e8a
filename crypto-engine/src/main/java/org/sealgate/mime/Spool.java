package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Collects octets whose length is not known beforehand: in memory up to a threshold, beyond it in a
 * temporary file (mode 0600, sealed under a key that exists only in memory).
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
  private static final byte[] NOTHING = {};

  private final int threshold;
  private final CipherSource ciphers;

  /** All octets while there is no file. */
  private byte[] buffer;

  private int buffered;
  private @Nullable TemporaryStorage file;
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
    this(threshold, expected, Cipher::getInstance);
  }

  /**
   * @param threshold the number of octets to keep in memory at the most
   * @param expected how many octets will come, as far as known; 0 for unknown
   * @param ciphers what a temporary file is sealed with
   */
  public Spool(int threshold, long expected, CipherSource ciphers) {
    this.threshold = threshold;
    this.ciphers = ciphers;
    long first = expected > 0 ? Math.min(expected, threshold) : Math.min(FIRST, threshold);
    this.buffer = new byte[(int) Math.max(first, 16)];
  }

  @Override
  public void write(int b) throws IOException {
    if (file == null && buffered < buffer.length) {
      buffer[buffered++] = (byte) b;
    } else {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    if (len > buffer.length - buffered) {
      makeRoom(len);
    }
    if (file != null) {
      file.append(b, off, len);
    } else {
      System.arraycopy(b, off, buffer, buffered, len);
      buffered += len;
    }
  }

  /** The number of octets written so far. */
  public long length() {
    return file == null ? buffered : file.length();
  }

  /** What was written, without a copy; the spool accepts no more. */
  public Octets toOctets() throws IOException {
    if (handedOut) {
      throw new IllegalStateException("the octets of this spool were handed out already");
    }
    TemporaryStorage storage = file;
    Octets octets;
    if (storage == null) {
      octets = Octets.of(buffer, 0, buffered);
      buffer = NOTHING;
    } else {
      storage.finish();
      octets = new FileOctets(storage, storage.length());
    }
    handedOut = true;
    return octets;
  }

  @Override
  public void close() {
    if (!handedOut && file != null) {
      file.close();
    }
    handedOut = true;
    buffer = NOTHING;
    buffered = 0;
  }

  /** Makes the buffer larger or, where the threshold forbids it, the file. */
  private void makeRoom(int wanted) throws IOException {
    if (handedOut) {
      throw new IllegalStateException("this spool is closed or its octets were handed out");
    }
    long needed = (long) buffered + wanted;
    if (file != null) {
      return;
    }
    if (needed <= threshold) {
      buffer =
          Arrays.copyOf(buffer, (int) Math.min(Math.max(2L * buffer.length, needed), threshold));
      return;
    }
    TemporaryStorage storage =
        TemporaryStorage.in(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), ciphers);
    file = storage;
    storage.append(buffer, 0, buffered);
    buffer = NOTHING;
    buffered = 0;
  }
}
