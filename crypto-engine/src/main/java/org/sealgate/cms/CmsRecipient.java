package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.Profile.RsaKeyTransport;
import org.sealgate.provider.Crypto;

/**
 * Somebody to encrypt for, ready for many messages: the public key in the form of the provider that
 * uses it, and everything of the RecipientInfo (RFC 5652, 6.2) that does not change encoded once.
 * Immutable and thread-safe.
 */
public abstract sealed class CmsRecipient
    permits KeyTransportRecipient, KeyAgreementRecipient, KemRecipient {

  /** IssuerAndSerialNumber of the certificate, encoded. */
  final byte[] identifier;

  CmsRecipient(byte[] identifier) {
    this.identifier = identifier;
  }

  /**
   * The recipient of a certificate: key transport for RSA, key agreement for EC, X25519 and X448,
   * KEM for ML-KEM.
   *
   * @throws SmimeException UNSUPPORTED for a key that cannot encrypt
   */
  public static CmsRecipient of(
      Crypto crypto, X509Certificate certificate, RsaKeyTransport rsaKeyTransport) {
    PublicKey key = certificate.getPublicKey();
    byte[] identifier = Der.sequence(CmsSigner.issuerAndSerialNumber(certificate));
    String algorithm = key.getAlgorithm().toUpperCase(Locale.ROOT);
    return switch (algorithm) {
      case "RSA" -> new KeyTransportRecipient(crypto, key, identifier, rsaKeyTransport);
      case "EC", "ECDH", "XDH", "X25519", "X448" ->
          new KeyAgreementRecipient(crypto, key, identifier);
      case "ML-KEM", "ML-KEM-512", "ML-KEM-768", "ML-KEM-1024" ->
          new KemRecipient(crypto, key, identifier);
      default ->
          throw new SmimeException(
              ErrorCode.UNSUPPORTED,
              "no way to encrypt to a key of algorithm "
                  + algorithm
                  + ": the recipient needs an RSA or EC certificate");
    };
  }

  /**
   * {@link #recipientInfo}, and a word on whose certificate is at fault where there is none: keys
   * are what strangers made, and providers refuse them with exceptions of all kinds.
   */
  final byte[] wrapped(byte[] cek) {
    try {
      return recipientInfo(cek);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "nothing can be encrypted to the key of the certificate of "
              + Identifiers.issuerAndSerialNumber(Element.parse(identifier))
              + ": ask the recipient for another",
          e);
    }
  }

  /**
   * The RecipientInfo that carries the content-encryption key.
   *
   * @param cek the content-encryption key; left as it is
   */
  abstract byte[] recipientInfo(byte[] cek) throws GeneralSecurityException;

  /** The version EnvelopedData takes by the presence of this kind (RFC 5652, 6.1): 0, 2 or 3. */
  abstract int envelopedDataVersion();
}
