package org.sealgate.archive;

import java.security.PrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.IdentityRow.WrappedKey;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.provider.Crypto;
import org.sealgate.quorum.RecoveryKey;
import org.sealgate.quorum.RecoverySecret;

/**
 * Private keys at rest: PKCS#8 under a data key of its own, the data key under the master key, both
 * bound to the identity's id and to the digest of the certificate that lies beside it, so that a
 * key moved to another row opens no more.
 */
final class KeySealing {
  private static final byte[] NONE = {};
  private static final String DATA = "data key";
  private static final String PRIVATE = "private key";
  private static final String RECOVERY = "recovery key";

  private final Keyring keyring;

  KeySealing(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * What a key is bound to.
   *
   * @param id the identity
   * @param certificate in DER
   */
  record Bound(String id, byte[] certificate) {
    static Bound to(IdentityRow row) {
      return new Bound(row.entry().id(), row.certificate());
    }

    private byte[] as(String what) {
      return Vault.fields(
          Vault.utf8("sealgate " + what), Vault.utf8(id), Vault.utf8(sha256(certificate)));
    }
  }

  /**
   * The key as it is stored, under the master key, and wrapped to the quorum where there is one.
   */
  WrappedKey seal(PrivateKey key, Bound bound, Optional<RecoveryKey> quorum) {
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "the private key lies on a token and cannot be archived: use the token itself");
    }
    byte[] dataKey = Vault.newKey();
    try (Vault data = new Vault(dataKey)) {
      return new WrappedKey(
          keyring.master().seal(dataKey, bound.as(DATA)),
          data.seal(pkcs8, bound.as(PRIVATE)),
          quorum.map(recovery -> recovery.wrap(dataKey, bound.as(RECOVERY))).orElse(NONE));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /**
   * The key in the form of the provider that will use it; what it was parsed from is wiped.
   *
   * @throws SmimeException MALFORMED where the row is not as it was written
   */
  PrivateKey open(WrappedKey wrapped, Bound bound) {
    byte[] dataKey = dataKey(wrapped.dataKey(), bound);
    try {
      return privateKey(wrapped, bound, dataKey);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** The same by the quorum's secret. */
  static PrivateKey recover(WrappedKey wrapped, Bound bound, RecoverySecret secret) {
    byte[] dataKey = secret.unwrap(wrapped.recoveryKey(), bound.as(RECOVERY));
    try {
      return privateKey(wrapped, bound, dataKey);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private static PrivateKey privateKey(WrappedKey wrapped, Bound bound, byte[] dataKey) {
    byte[] pkcs8 = NONE;
    try (Vault data = new Vault(dataKey)) {
      pkcs8 = data.open(wrapped.privateKey(), bound.as(PRIVATE));
      return PrivateKeys.decode(pkcs8);
    } catch (AEADBadTagException e) {
      throw changed("private key", bound, e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The data key under the master key, wrapped to a quorum. */
  byte[] toQuorum(WrappedKey wrapped, Bound bound, RecoveryKey quorum) {
    byte[] dataKey = dataKey(wrapped.dataKey(), bound);
    try {
      return quorum.wrap(dataKey, bound.as(RECOVERY));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** A data key wrapped to the quorum, under the master key. */
  byte[] toMaster(WrappedKey wrapped, Bound bound, RecoverySecret secret) {
    byte[] dataKey = secret.unwrap(wrapped.recoveryKey(), bound.as(RECOVERY));
    try {
      return keyring.master().seal(dataKey, bound.as(DATA));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** A data key wrapped to one quorum, wrapped to the next. */
  static byte[] toSuccessor(
      byte[] recoveryKey, Bound bound, RecoverySecret secret, RecoveryKey next) {
    byte[] dataKey = secret.unwrap(recoveryKey, bound.as(RECOVERY));
    try {
      return next.wrap(dataKey, bound.as(RECOVERY));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** A data key under this master key, or under the one before it while they change. */
  byte[] underThisMaster(byte[] dataKey, Bound bound) {
    byte[] plain = dataKey(dataKey, bound);
    try {
      return keyring.master().seal(plain, bound.as(DATA));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] dataKey(byte[] sealed, Bound bound) {
    byte[] associated = bound.as(DATA);
    try {
      return keyring.master().open(sealed, associated);
    } catch (AEADBadTagException e) {
      Vault previous = keyring.previous().orElseThrow(() -> changed("data key", bound, e));
      try {
        return previous.open(sealed, associated);
      } catch (AEADBadTagException also) {
        throw changed("data key", bound, also);
      }
    }
  }

  private static SmimeException changed(String what, Bound bound, AEADBadTagException e) {
    return SmimeException.malformed(
        "the "
            + what
            + " of entry "
            + bound.id
            + " of the key archive was changed or moved: restore it from a backup",
        e);
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String sha256(byte[] octets) {
    return HexFormat.of().formatHex(Crypto.preferred().sha256(octets));
  }
}
