package org.sealgate.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.sealgate.provider.Crypto;

/** Verifies signatures on certificates and CRLs, by any provider that knows the algorithm. */
final class SignatureCheck {
  private final Crypto crypto;

  SignatureCheck(Crypto crypto) {
    this.crypto = crypto;
  }

  /** Verification as the certificate's or the CRL's own class does it. */
  @FunctionalInterface
  private interface OwnVerification {
    void with(PublicKey key) throws GeneralSecurityException;
  }

  /** What was signed how. */
  private record Signed(String algorithm, byte[] octets, byte[] signature) {}

  /** True when the key made the certificate's signature. */
  boolean verifies(X509Certificate certificate, PublicKey key) {
    Optional<Boolean> own = verifies(certificate::verify, key);
    if (own.isPresent()) {
      return own.get();
    }
    try {
      return verifies(
          new Signed(
              certificate.getSigAlgOID(),
              certificate.getTBSCertificate(),
              certificate.getSignature()),
          key);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** True when the key made the CRL's signature. */
  boolean verifies(X509CRL crl, PublicKey key) {
    Optional<Boolean> own = verifies(crl::verify, key);
    if (own.isPresent()) {
      return own.get();
    }
    try {
      return verifies(
          new Signed(crl.getSigAlgOID(), crl.getTBSCertList(), crl.getSignature()), key);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** The key, with the parameters of the issuer's where it has none (RFC 5280, 6.1.4 f). */
  PublicKey inherit(PublicKey key, PublicKey issuer) {
    SubjectPublicKeyInfo own = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    AlgorithmIdentifier algorithm = own.getAlgorithm();
    if (!X9ObjectIdentifiers.id_dsa.equals(algorithm.getAlgorithm())
        || algorithm.getParameters() != null) {
      return key;
    }
    AlgorithmIdentifier inherited =
        SubjectPublicKeyInfo.getInstance(issuer.getEncoded()).getAlgorithm();
    if (!inherited.getAlgorithm().equals(algorithm.getAlgorithm())) {
      return key;
    }
    try {
      byte[] whole = new SubjectPublicKeyInfo(inherited, own.parsePublicKey()).getEncoded();
      return crypto.keyFactory("DSA").generatePublic(new X509EncodedKeySpec(whole));
    } catch (IOException | GeneralSecurityException unusable) {
      return key;
    }
  }

  /** The key of the first certificate, with what it inherits from those above it. */
  PublicKey key(List<Node> path) {
    PublicKey own = path.getFirst().certificate().getPublicKey();
    return path.size() > 1 && "DSA".equals(own.getAlgorithm())
        ? inherit(own, key(path.subList(1, path.size())))
        : own;
  }

  /** Empty where the class does not know the algorithm or the key. */
  private static Optional<Boolean> verifies(OwnVerification verification, PublicKey key) {
    try {
      verification.with(key);
      return Optional.of(true);
    } catch (SignatureException bad) {
      return Optional.of(false);
    } catch (GeneralSecurityException | RuntimeException unknown) {
      return Optional.empty();
    }
  }

  private boolean verifies(Signed signed, PublicKey key) throws GeneralSecurityException {
    Signature signature = crypto.verifier(signed.algorithm(), key);
    signature.update(signed.octets());
    return signature.verify(signed.signature());
  }
}
