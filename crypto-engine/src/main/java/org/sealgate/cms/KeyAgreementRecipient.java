package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.provider.Crypto;

/**
 * KeyAgreeRecipientInfo (RFC 5652, 6.2.2) with an ephemeral key: ECDH with cofactor 1 and the X9.63
 * derivation (RFC 5753), X25519 and X448 with HKDF (RFC 8418). A fresh key for each message.
 */
final class KeyAgreementRecipient extends CmsRecipient {
  private static final byte[] VERSION = Der.integer(3);

  private final Crypto crypto;
  private final PublicKey key;
  private final Scheme scheme;

  /**
   * What fits a curve.
   *
   * @param generator the JCA name of the key pair generator
   * @param agreement the JCA name of the key agreement
   * @param derivation the OID of agreement and derivation together
   * @param derivationName the digest (X9.63) or the HMAC (HKDF)
   */
  private record Scheme(
      String generator, String agreement, String derivation, String derivationName) {

    static Scheme of(PublicKey key) {
      if (key instanceof ECPublicKey ec) {
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        if (bits > 384) {
          return new Scheme("EC", "ECDH", Oids.ECDH_SHA_512_KDF, "SHA-512");
        }
        return bits > 256
            ? new Scheme("EC", "ECDH", Oids.ECDH_SHA_384_KDF, "SHA-384")
            : new Scheme("EC", "ECDH", Oids.ECDH_SHA_256_KDF, "SHA-256");
      }
      // SubjectPublicKeyInfo of X448 is 68 octets, of X25519 44.
      return key.getEncoded().length > 60
          ? new Scheme("X448", "X448", Oids.ECDH_HKDF_SHA_512, "HmacSHA512")
          : new Scheme("X25519", "X25519", Oids.ECDH_HKDF_SHA_256, "HmacSHA256");
    }

    boolean hkdf() {
      return derivationName.startsWith("Hmac");
    }
  }

  KeyAgreementRecipient(Crypto crypto, PublicKey key, byte[] identifier) {
    super(identifier);
    this.crypto = crypto;
    this.key = key;
    this.scheme = Scheme.of(key);
  }

  @Override
  byte[] recipientInfo(byte[] cek) throws GeneralSecurityException {
    KeyPair ephemeral = ephemeral();
    byte[] wrap = AlgorithmIdentifier.of(wrapFor(cek)).encoded();
    byte[] kek = kek(ephemeral, wrap, wrapKeyOctets(cek));
    byte[] wrapped = wrap(kek, cek);
    Arrays.fill(kek, (byte) 0);
    byte[] keyEncryption = new AlgorithmIdentifier(scheme.derivation(), wrap).encoded();
    byte[] encryptedKeys = Der.sequence(Der.sequence(identifier, Der.octetString(wrapped)));
    return Der.context(
        1,
        VERSION,
        Der.context(0, originatorKey(ephemeral.getPublic())),
        keyEncryption,
        encryptedKeys);
  }

  private KeyPair ephemeral() throws GeneralSecurityException {
    return key instanceof ECPublicKey ec
        ? crypto.keyPair("EC", ec.getParams())
        : crypto.keyPair(scheme.generator(), new NamedParameterSpec(scheme.generator()));
  }

  private byte[] kek(KeyPair ephemeral, byte[] wrap, int octets) throws GeneralSecurityException {
    KeyAgreement agreement = crypto.keyAgreement(scheme.agreement(), ephemeral.getPrivate());
    agreement.doPhase(key, true);
    byte[] secret = agreement.generateSecret();
    byte[] none = {};
    byte[] info = KeyDerivation.sharedInfo(wrap, none, octets);
    byte[] kek =
        scheme.hkdf()
            ? KeyDerivation.hkdf(crypto, scheme.derivationName(), secret, none, info, octets)
            : KeyDerivation.x963(crypto.digest(scheme.derivationName()), secret, info, octets);
    Arrays.fill(secret, (byte) 0);
    return kek;
  }

  private byte[] wrap(byte[] kek, byte[] cek) throws GeneralSecurityException {
    Cipher cipher = crypto.cipher("AESWrap");
    cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
    return cipher.wrap(new SecretKeySpec(cek, "AES"));
  }

  /** AES key wrap at least as strong as the content's cipher; of AES-128 for 3DES too. */
  static String wrapFor(byte[] cek) {
    return wrapKeyOctets(cek) == 32 ? Oids.AES_256_WRAP : Oids.AES_128_WRAP;
  }

  static int wrapKeyOctets(byte[] cek) {
    return cek.length == 32 ? 32 : 16;
  }

  /** OriginatorPublicKey as [1] IMPLICIT: the SubjectPublicKeyInfo under another tag. */
  private static byte[] originatorKey(PublicKey publicKey) {
    byte[] encoded = publicKey.getEncoded();
    encoded[0] = (byte) 0xA1;
    return encoded;
  }

  @Override
  int envelopedDataVersion() {
    return 2;
  }
}
