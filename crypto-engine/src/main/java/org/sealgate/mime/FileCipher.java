package org.sealgate.mime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the pieces of one temporary file with AES-256 in Galois/counter mode, each in one call: any
 * piece can be opened alone, and one that was changed or stands in another place does not open. The
 * key is random and exists only here; the number of a piece is its nonce, so that each number is
 * sealed once at the most.
 *
 * <p>Not thread-safe.
 */
final class FileCipher {
  /** Octets by which a sealed piece is longer. */
  static final int TAG = 16;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY = 32;
  private static final int NONCE = 12;

  private final SecretKeySpec key;
  private final Cipher cipher;

  FileCipher(CipherSource ciphers) throws IOException {
    byte[] octets = new byte[KEY];
    RANDOM.nextBytes(octets);
    key = new SecretKeySpec(octets, "AES");
    try {
      cipher = ciphers.cipher("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw notWorking(e);
    }
  }

  /** Octets of an array, and how many. */
  record Span(byte[] array, int at, int count) {}

  /** Writes the sealed piece to the start of an array: {@link #TAG} octets more. */
  void seal(long number, Span plain, byte[] sealed) throws IOException {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number));
      cipher.doFinal(plain.array(), plain.at(), plain.count(), sealed, 0);
    } catch (GeneralSecurityException e) {
      throw notWorking(e);
    }
  }

  /**
   * Opens the sealed piece at the start of an array.
   *
   * @param plain where its octets go
   */
  void open(long number, byte[] sealed, Span plain) throws IOException {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(number));
      cipher.doFinal(sealed, 0, plain.count() + TAG, plain.array(), plain.at());
    } catch (AEADBadTagException changed) {
      throw new IOException(
          "a temporary file was changed while it was in use: look for a failing disk or an intruder",
          changed);
    } catch (GeneralSecurityException e) {
      throw notWorking(e);
    }
  }

  private static GCMParameterSpec nonce(long number) {
    byte[] nonce = new byte[NONCE];
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[NONCE - 1 - i] = (byte) (number >>> (8 * i));
    }
    return new GCMParameterSpec(8 * TAG, nonce);
  }

  private static IOException notWorking(GeneralSecurityException e) {
    return new IOException(
        "AES/GCM does not work in this Java run time: temporary files need it", e);
  }
}
