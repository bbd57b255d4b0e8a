package org.sealgate.archive;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.IdentityRow.WrappedKey;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.provider.Crypto;

/**
 * Private keys at rest: PKCS#8 under a data key of its own, the data key under the master key, both
 * bound to the identity's id and to the digest of the certificate that lies beside it, so that a
 * key moved to another row opens no more.
 */
final class KeySealing {
  private final Vault master;

  KeySealing(Vault master) {
    this.master = master;
  }

  /** The key as it is stored. */
  WrappedKey seal(PrivateKey key, String id, byte[] certificate) {
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "the private key lies on a token and cannot be archived: use the token itself");
    }
    byte[] dataKey = Vault.newKey();
    try (Vault data = new Vault(dataKey)) {
      return new WrappedKey(
          master.seal(dataKey, bound("data key", id, certificate)),
          data.seal(pkcs8, bound("private key", id, certificate)));
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
  PrivateKey open(WrappedKey wrapped, String id, byte[] certificate) {
    byte[] dataKey = new byte[0];
    byte[] pkcs8 = new byte[0];
    try {
      dataKey = master.open(wrapped.dataKey(), bound("data key", id, certificate));
      try (Vault data = new Vault(dataKey)) {
        pkcs8 = data.open(wrapped.privateKey(), bound("private key", id, certificate));
      }
      return PrivateKeys.decode(pkcs8);
    } catch (AEADBadTagException e) {
      throw SmimeException.malformed(
          "the private key of entry "
              + id
              + " of the key archive was changed or moved: restore it from a backup",
          e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /**
   * What a key is bound to.
   *
   * @param id the identity
   * @param certificate in DER
   */
  record Bound(String id, byte[] certificate) {}

  /** A data key of ours under the master key of another. */
  byte[] rewrapped(byte[] dataKey, KeySealing other, Bound to) {
    byte[] associated = bound("data key", to.id, to.certificate);
    byte[] plain = new byte[0];
    try {
      plain = master.open(dataKey, associated);
      return other.master.seal(plain, associated);
    } catch (AEADBadTagException e) {
      throw SmimeException.malformed(
          "the data key of entry "
              + to.id
              + " of the key archive was changed: nothing was rotated, restore it from a backup",
          e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(Crypto.preferred().digest("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }

  private static byte[] bound(String what, String id, byte[] certificate) {
    return Vault.fields(
        Vault.utf8("sealgate " + what), Vault.utf8(id), Vault.utf8(sha256(certificate)));
  }
}
