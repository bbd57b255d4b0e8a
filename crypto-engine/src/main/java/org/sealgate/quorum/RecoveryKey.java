package org.sealgate.quorum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * The public half of the recovery key: whoever has it wraps, only a quorum unwraps. HPKE (RFC 9180)
 * in base mode with X25519, HKDF-SHA256 and AES-256-GCM, so that a wrapped key takes 80 octets and
 * is bound to what it belongs to. Immutable and thread-safe.
 */
public final class RecoveryKey {
  static final int KEY_OCTETS = 32;

  private final byte[] key;

  RecoveryKey(byte[] key) {
    if (key.length != KEY_OCTETS) {
      throw SmimeException.malformed("a recovery key has " + KEY_OCTETS + " octets");
    }
    this.key = key.clone();
  }

  /**
   * Encrypts a data key to the quorum.
   *
   * @param boundTo what it belongs to: the same octets are needed to unwrap it
   */
  public byte[] wrap(byte[] dataKey, byte[] boundTo) {
    HPKE hpke = hpke();
    try {
      byte[][] sealed =
          hpke.seal(
              hpke.deserializePublicKey(key), INFO.clone(), boundTo, dataKey, null, null, null);
      byte[] wrapped = Arrays.copyOf(sealed[1], sealed[1].length + sealed[0].length);
      System.arraycopy(sealed[0], 0, wrapped, sealed[1].length, sealed[0].length);
      return wrapped;
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("HPKE does not encrypt", e);
    }
  }

  /** What the key is for: no other use of it makes a wrapped key. */
  static final byte[] INFO = "sealgate recovery 1".getBytes(StandardCharsets.UTF_8);

  static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  byte[] encoded() {
    return key.clone();
  }

  /** The key itself in hexadecimal: what custodians compare. */
  public String fingerprint() {
    return HexFormat.of().formatHex(key);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecoveryKey that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "RecoveryKey[" + fingerprint() + "]";
  }
}
