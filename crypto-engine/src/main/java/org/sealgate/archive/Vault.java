package org.sealgate.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.provider.Crypto;

/**
 * AES-256-GCM under one key, and HMAC-SHA256 beside it. Sealed octets are nonce, ciphertext and
 * tag; the associated data says what they are for, so that none passes for another.
 */
final class Vault implements AutoCloseable {
  static final int KEY_OCTETS = 32;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;
  private static final Crypto CRYPTO = Crypto.preferred();

  private final byte[] key;

  /** A vault under a copy of the key. */
  Vault(byte[] key) {
    if (key.length != KEY_OCTETS) {
      throw new IllegalArgumentException("a vault takes a key of " + KEY_OCTETS + " octets");
    }
    this.key = key.clone();
  }

  /** 32 random octets. */
  static byte[] newKey() {
    byte[] octets = new byte[KEY_OCTETS];
    random().nextBytes(octets);
    return octets;
  }

  static SecureRandom random() {
    return CRYPTO.random();
  }

  /** The octets encrypted and bound to what they are for. */
  byte[] seal(byte[] plaintext, byte[] associatedData) {
    byte[] nonce = new byte[NONCE_OCTETS];
    random().nextBytes(nonce);
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, associatedData).doFinal(plaintext);
      return ByteBuffer.allocate(nonce.length + ciphertext.length)
          .put(nonce)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing from this Java", e);
    }
  }

  /**
   * The octets that were sealed.
   *
   * @throws AEADBadTagException where the key is another, or the octets or their purpose
   */
  byte[] open(byte[] sealed, byte[] associatedData) throws AEADBadTagException {
    if (sealed.length < NONCE_OCTETS + TAG_BITS / 8) {
      throw new AEADBadTagException("cut off");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_OCTETS);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, associatedData)
          .doFinal(sealed, NONCE_OCTETS, sealed.length - NONCE_OCTETS);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing from this Java", e);
    }
  }

  /** HMAC-SHA256 under a key of its own. */
  byte[] tag(String purpose, byte[] octets) {
    return hmac(hmac(key, utf8("sealgate " + purpose)), octets);
  }

  /** This vault's key, sealed in another vault. */
  byte[] sealedIn(Vault other, byte[] associatedData) {
    return other.seal(key, associatedData);
  }

  /** A key for one purpose, from this one. */
  byte[] derived(String purpose) {
    return hmac(key, utf8("sealgate " + purpose));
  }

  private static byte[] hmac(byte[] key, byte[] octets) {
    try {
      Mac mac = CRYPTO.mac("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = CRYPTO.cipher("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Fields one after the other, each with its length: no two lists of fields look alike. */
  static byte[] fields(byte[]... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
