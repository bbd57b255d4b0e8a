package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;
import org.sealgate.provider.TokenProblem;

/**
 * A signer ready to sign many messages: the key in the form of the provider that uses it, and
 * everything of a SignerInfo (RFC 5652, 5.3) that does not change per message encoded once.
 * Immutable and thread-safe.
 */
public final class CmsSigner {
  /** What we can read, best first (RFC 8551, 2.5.2): no GCM, which many clients of ours cannot. */
  private static final byte[] CAPABILITIES =
      attribute(
          Oids.SMIME_CAPABILITIES,
          Der.sequence(
              AlgorithmIdentifier.of(Oids.AES_256_CBC).encoded(),
              AlgorithmIdentifier.of(Oids.AES_192_CBC).encoded(),
              AlgorithmIdentifier.of(Oids.AES_128_CBC).encoded()));

  private final Crypto crypto;
  private final PrivateKey key;
  private final SignatureScheme scheme;
  private final byte[] identifier;
  private final List<byte[]> constantAttributes;

  private CmsSigner(
      Crypto crypto,
      PrivateKey key,
      SignatureScheme scheme,
      byte[] identifier,
      List<byte[]> fixed) {
    this.crypto = crypto;
    this.key = key;
    this.scheme = scheme;
    this.identifier = identifier;
    this.constantAttributes = List.copyOf(fixed);
  }

  /**
   * A signer.
   *
   * @param certificate the certificate of the key
   * @param key the private key; a token's key works with the provider that owns it
   * @param profile the algorithms
   * @param encryption the certificate others should encrypt to, named by the encryption-key
   *     preference (RFC 8551, 2.5.3)
   */
  public static CmsSigner of(
      Crypto crypto,
      X509Certificate certificate,
      PrivateKey key,
      Profile profile,
      Optional<X509Certificate> encryption) {
    SignatureScheme scheme = SignatureScheme.of(certificate.getPublicKey(), profile);
    List<byte[]> attributes = new ArrayList<>();
    attributes.add(CAPABILITIES);
    attributes.add(signingCertificate(crypto, certificate));
    encryption.ifPresent(preferred ->
        attributes.add(
            attribute(
                Oids.ENCRYPTION_KEY_PREFERENCE, Der.context(0, issuerAndSerialNumber(preferred)))));
    return new CmsSigner(
        crypto,
        crypto.ready(key),
        scheme,
        Der.sequence(issuerAndSerialNumber(certificate)),
        attributes);
  }

  /** The JCA name of the digest that must be computed over the content. */
  public String digestName() {
    return scheme.digestName();
  }

  /** The identifier of that digest, for SignedData.digestAlgorithms. */
  AlgorithmIdentifier digestAlgorithm() {
    return scheme.digest();
  }

  /**
   * A SignerInfo over content of type id-data with this digest.
   *
   * @throws SmimeException REFUSED where the key does not sign, UNAVAILABLE where its token is lost
   */
  byte[] signerInfo(byte[] contentDigest, Instant signingTime) {
    List<byte[]> attributes = new ArrayList<>(constantAttributes);
    attributes.add(attribute(Oids.CONTENT_TYPE, Der.oid(Oids.DATA)));
    attributes.add(attribute(Oids.SIGNING_TIME, Der.time(signingTime)));
    attributes.add(attribute(Oids.MESSAGE_DIGEST, Der.octetString(contentDigest)));
    byte[] signed = Der.setOf(attributes);
    byte[] signature = signature(signed);
    // Signed as SET OF, carried as [0] IMPLICIT (RFC 5652, 5.4): the same octets but the first.
    signed[0] = (byte) 0xA0;
    return Der.sequence(
        Der.integer(1),
        identifier,
        scheme.digest().encoded(),
        signed,
        scheme.signature().encoded(),
        Der.octetString(signature));
  }

  private byte[] signature(byte[] octets) {
    try {
      Signature signature = crypto.signer(scheme.signatureName(), key, scheme.pss().orElse(null));
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw TokenProblem.in(e)
          .orElseGet(() ->
              new SmimeException(
                  ErrorCode.REFUSED, "the key does not sign with " + scheme.signatureName(), e));
    }
  }

  /** SigningCertificateV2 with SHA-256, the default (RFC 5035, 3). */
  private static byte[] signingCertificate(Crypto crypto, X509Certificate certificate) {
    try {
      byte[] hash = crypto.digest("SHA-256").digest(certificate.getEncoded());
      byte[] generalNames = Der.sequence(Der.context(4, issuer(certificate)));
      byte[] issuerSerial = Der.sequence(generalNames, Der.integer(certificate.getSerialNumber()));
      byte[] id = Der.sequence(Der.octetString(hash), issuerSerial);
      return attribute(Oids.SIGNING_CERTIFICATE_V2, Der.sequence(Der.sequence(id)));
    } catch (GeneralSecurityException e) {
      throw SmimeException.malformed("the signer's certificate has no encoding", e);
    }
  }

  /** The content octets of an IssuerAndSerialNumber, without its SEQUENCE header. */
  static byte[][] issuerAndSerialNumber(X509Certificate certificate) {
    return new byte[][] {issuer(certificate), Der.integer(certificate.getSerialNumber())};
  }

  /** The issuer's name as the certificate encodes it. */
  private static byte[] issuer(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().getEncoded();
  }

  private static byte[] attribute(String type, byte[] value) {
    return Der.sequence(Der.oid(type), Der.setOf(value));
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("a certificate has no encoding", e);
    }
  }
}
