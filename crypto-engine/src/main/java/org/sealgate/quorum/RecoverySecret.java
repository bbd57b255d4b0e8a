package org.sealgate.quorum;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The private half of the recovery key. It exists while a quorum is founded and while a recovery
 * runs, in memory only; close it at once.
 */
public final class RecoverySecret implements AutoCloseable {
  private final byte[] secret;
  private final RecoveryKey key;

  RecoverySecret(byte[] secret) {
    this.secret = secret.clone();
    this.key =
        new RecoveryKey(new X25519PrivateKeyParameters(secret, 0).generatePublicKey().getEncoded());
  }

  static RecoverySecret fresh(SecureRandom random) {
    byte[] octets = new byte[RecoveryKey.KEY_OCTETS];
    random.nextBytes(octets);
    try {
      return new RecoverySecret(octets);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /** The public half. */
  public RecoveryKey key() {
    return key;
  }

  /** A copy, to be split and wiped. */
  byte[] octets() {
    return secret.clone();
  }

  /**
   * Decrypts a data key, which the caller wipes.
   *
   * @param boundTo what it belongs to, as it was wrapped
   * @throws SmimeException DECRYPTION_FAILED where it was wrapped to another key or belongs to
   *     something else
   */
  public byte[] unwrap(byte[] wrapped, byte[] boundTo) {
    HPKE hpke = RecoveryKey.hpke();
    if (wrapped.length <= hpke.getEncSize()) {
      throw failed(null);
    }
    byte[] encapsulated = Arrays.copyOf(wrapped, hpke.getEncSize());
    byte[] sealed = Arrays.copyOfRange(wrapped, hpke.getEncSize(), wrapped.length);
    try {
      return hpke.open(
          encapsulated,
          hpke.deserializePrivateKey(secret, key.encoded()),
          RecoveryKey.INFO.clone(),
          boundTo,
          sealed,
          null,
          null,
          null);
    } catch (InvalidCipherTextException | RuntimeException e) {
      // Bouncy Castle answers a point of small order with an IllegalStateException.
      throw failed(e);
    }
  }

  private static SmimeException failed(@org.jspecify.annotations.Nullable Exception cause) {
    String why = "the recovery key does not open this data key";
    return cause == null
        ? new SmimeException(ErrorCode.DECRYPTION_FAILED, why)
        : new SmimeException(ErrorCode.DECRYPTION_FAILED, why, cause);
  }

  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "RecoverySecret[not shown]";
  }
}
