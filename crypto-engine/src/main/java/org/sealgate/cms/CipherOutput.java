package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.sealgate.SmimeException;

/**
 * Encrypts what is written to it and passes on the ciphertext, in pieces of 16 KiB so that cipher
 * and what follows work on octets that are in the processor's first cache. What the cipher gives
 * beyond the announced length of the ciphertext is the authentication tag.
 */
final class CipherOutput extends OutputStream {
  private static final int CHUNK = 16 << 10;

  private final Cipher cipher;
  private final OutputStream out;
  private final int chunk;
  private final byte[] buffer;
  private long remaining;

  CipherOutput(Cipher cipher, long ciphertextLength, OutputStream out) {
    this.cipher = cipher;
    this.remaining = ciphertextLength;
    this.out = out;
    this.chunk = Math.clamp(ciphertextLength, 1 << 10, CHUNK);
    this.buffer = new byte[chunk + 32];
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      for (int done = 0; done < length; done += chunk) {
        int n = Math.min(chunk, length - done);
        pass(buffer, cipher.update(bytes, offset + done, n, buffer, 0));
      }
    } catch (GeneralSecurityException e) {
      throw SmimeException.malformed("the content does not encrypt", e);
    }
  }

  /**
   * Writes the last ciphertext.
   *
   * @return the authentication tag; empty for a cipher without one
   */
  byte[] finish() throws IOException, GeneralSecurityException {
    byte[] last = cipher.doFinal();
    int ciphertext = (int) Math.min(remaining, last.length);
    pass(last, ciphertext);
    if (remaining != 0) {
      throw new IllegalStateException("content shorter than announced by " + remaining);
    }
    return Arrays.copyOfRange(last, ciphertext, last.length);
  }

  private void pass(byte[] octets, int length) throws IOException {
    if (length > remaining) {
      throw new IllegalStateException("content longer than announced");
    }
    out.write(octets, 0, length);
    remaining -= length;
  }
}
