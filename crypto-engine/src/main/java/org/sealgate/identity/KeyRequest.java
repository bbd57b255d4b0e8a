package org.sealgate.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.PrivateKeyPossessionStatement;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.X509AttributeIdentifiers;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.provider.Crypto;

/**
 * A new key, and the request for its certificate (PKCS#10, RFC 2986). A key that signs proves with
 * the request's signature that its owner has it. One that does not (X25519, ML-KEM) cannot: there
 * the owner states it with an identity that signs (RFC 9883), which also signs the request.
 *
 * @param privateKey the private key
 * @param publicKeyId what {@link PrivateKeys#publicKeyId} says of its public key
 * @param pkcs10 the request in DER
 */
public record KeyRequest(PrivateKey privateKey, String publicKeyId, byte[] pkcs10) {

  /**
   * What is asked for.
   *
   * @param address whose certificate
   * @param name the common name; the address where it is empty
   * @param kind what kind of key
   * @param purpose what it is for
   */
  public record Wish(EmailAddress address, String name, KeyMaking kind, KeyPurpose purpose) {}

  /**
   * Makes a key and its request.
   *
   * @param voucher a signing identity of the same person; needed where the key does not sign
   * @throws SmimeException USAGE where the key cannot be for that, REFUSED where it needs a voucher
   */
  public static KeyRequest make(Wish wish, Optional<Identity> voucher) {
    int keyUsage = wish.kind().keyUsage(wish.purpose());
    if (!wish.kind().signs() && voucher.isEmpty()) {
      throw new SmimeException(
          ErrorCode.REFUSED,
          "a key of kind "
              + wish.kind()
              + " cannot sign its own request (RFC 2986), and "
              + wish.address()
              + " has no valid signing identity here that could vouch for it (RFC 9883): request"
              + " and import a signing certificate first");
    }
    KeyPair pair = wish.kind().make();
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(RequestExtensions.of(wish.address(), keyUsage));
    PrivateKey signer = pair.getPrivate();
    String algorithm = wish.kind().signature().orElse("");
    if (!wish.kind().signs()) {
      Identity witness = voucher.orElseThrow();
      attributes.add(statement(witness));
      signer = witness.privateKey();
      algorithm = signatureOf(signer);
    }
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
    String name = wish.name().isEmpty() ? wish.address().toString() : wish.name();
    subject.addRDN(BCStyle.CN, name);
    var body = new CertificationRequestInfo(subject.build(), info, new DERSet(attributes));
    return new KeyRequest(
        pair.getPrivate(), PrivateKeys.publicKeyId(info), signed(body, signer, algorithm));
  }

  /** RFC 9883, 3: the certificate of the witness stands in it. */
  private static Attribute statement(Identity witness) {
    Certificate certificate = Certificate.getInstance(witness.certificate().encoded());
    return new Attribute(
        X509AttributeIdentifiers.id_at_statementOfPossession,
        new DERSet(new PrivateKeyPossessionStatement(certificate)));
  }

  private static String signatureOf(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC", "ECDSA" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519" -> "Ed25519";
      case "ML-DSA", "ML-DSA-65" -> "ML-DSA-65";
      default ->
          throw new SmimeException(
              ErrorCode.UNSUPPORTED,
              "the signing identity has a key of kind "
                  + key.getAlgorithm()
                  + ", which cannot vouch for another: use RSA, EC, Ed25519 or ML-DSA-65");
    };
  }

  private static byte[] signed(CertificationRequestInfo body, PrivateKey key, String algorithm) {
    try {
      AlgorithmIdentifier identifier =
          new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm);
      Signature signature = Crypto.preferred().signer(algorithm, key);
      signature.update(body.getEncoded("DER"));
      return new CertificationRequest(body, identifier, new DERBitString(signature.sign()))
          .getEncoded("DER");
    } catch (GeneralSecurityException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "the request cannot be signed with " + algorithm, e);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
  }

  @Override
  public String toString() {
    return "KeyRequest[" + publicKeyId + "]";
  }
}
