package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Puts what is written to it through a cipher, in pieces of at most 32 KiB so that they stay in the
 * processor's cache.
 */
final class CipherSink extends OutputStream {
  private static final int CHUNK = 32 << 10;
  private static final int SMALLEST = 1 << 10;

  private final Cipher cipher;
  private final OutputStream out;
  private final int chunk;
  private final byte[] buffer;
  private boolean empty = true;

  /**
   * @param expected about how many octets will come; 0 for unknown
   */
  CipherSink(Cipher cipher, OutputStream out, long expected) {
    this.cipher = cipher;
    this.out = out;
    this.chunk = expected == 0 ? CHUNK : Math.clamp(expected, SMALLEST, CHUNK);
    this.buffer = new byte[chunk + 64];
  }

  /** The cipher refused: told apart from a failure of the caller's streams. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    Failure(Exception cause) {
      super(cause);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    empty &= len == 0;
    for (int done = 0; done < len; done += chunk) {
      int piece = Math.min(chunk, len - done);
      out.write(buffer, 0, updated(b, off + done, piece));
    }
  }

  /** Providers meet what they do not like with exceptions of all kinds. */
  private int updated(byte[] octets, int offset, int length) throws Failure {
    try {
      return cipher.update(octets, offset, length, buffer);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new Failure(e);
    }
  }

  /** True where nothing was written. */
  boolean isEmpty() {
    return empty;
  }

  /** Writes what the cipher still holds. */
  void finish() throws IOException {
    out.write(last());
  }

  /** The same, but without the authentication tag the cipher puts behind it. */
  void finishWithoutTag(int tagOctets) throws IOException {
    byte[] last = last();
    out.write(last, 0, last.length - tagOctets);
  }

  private byte[] last() throws Failure {
    try {
      return cipher.doFinal();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new Failure(e);
    }
  }
}
