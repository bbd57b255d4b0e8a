package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.provider.Crypto;

/**
 * KEMRecipientInfo (RFC 9629) with ML-KEM (RFC 9936): a secret encapsulated for the recipient, from
 * which HKDF with SHA-256 derives the key that wraps the content-encryption key.
 */
final class KemRecipient extends CmsRecipient {
  private static final byte[] VERSION = Der.integer(0);
  private static final byte[] ORI_KEM = Der.oid("1.2.840.113549.1.9.16.13.3");
  private static final byte[] HKDF_SHA_256 =
      AlgorithmIdentifier.of("1.2.840.113549.1.9.16.3.28").encoded();
  private static final int KEK_OCTETS = 32;
  private static final byte[] WRAP = AlgorithmIdentifier.of(Oids.AES_256_WRAP).encoded();

  private final Crypto crypto;
  private final PublicKey key;
  private final byte[] algorithm;

  KemRecipient(Crypto crypto, PublicKey key, byte[] identifier) {
    super(identifier);
    this.crypto = crypto;
    this.key = crypto.ready(key);
    this.algorithm = algorithmOf(key);
  }

  /** The AlgorithmIdentifier with which SubjectPublicKeyInfo starts names the parameter set. */
  private static byte[] algorithmOf(PublicKey key) {
    byte[] info = key.getEncoded();
    // SEQUENCE of more than 255 octets (four octets of header), then the identifier.
    int start = 4;
    return Arrays.copyOfRange(info, start, start + 2 + info[start + 1]);
  }

  @Override
  byte[] recipientInfo(byte[] cek) throws GeneralSecurityException {
    KEM.Encapsulated encapsulated = crypto.kem("ML-KEM").newEncapsulator(key).encapsulate();
    byte[] secret = encapsulated.key().getEncoded();
    byte[] kek = kek(secret);
    byte[] wrapped = wrap(kek, cek);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(kek, (byte) 0);
    byte[] info =
        Der.sequence(
            VERSION,
            identifier,
            algorithm,
            Der.octetString(encapsulated.encapsulation()),
            HKDF_SHA_256,
            Der.integer(KEK_OCTETS),
            WRAP,
            Der.octetString(wrapped));
    return Der.context(4, ORI_KEM, info);
  }

  /** The derivation's info is CMSORIforKEMOtherInfo (RFC 9629, 5). */
  private byte[] kek(byte[] secret) throws GeneralSecurityException {
    byte[] info = Der.sequence(WRAP, Der.integer(KEK_OCTETS));
    byte[] noSalt = {};
    return KeyDerivation.hkdf(crypto, "HmacSHA256", secret, noSalt, info, KEK_OCTETS);
  }

  private byte[] wrap(byte[] kek, byte[] cek) throws GeneralSecurityException {
    Cipher cipher = crypto.cipher("AESWrap");
    cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
    return cipher.wrap(new SecretKeySpec(cek, "AES"));
  }

  @Override
  int envelopedDataVersion() {
    return 3;
  }
}
