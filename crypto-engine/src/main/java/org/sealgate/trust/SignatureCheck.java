package org.sealgate.trust;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.sealgate.provider.Crypto;

/** Verifies signatures on certificates and CRLs, by any provider that knows the algorithm. */
final class SignatureCheck {
  private final Crypto crypto;

  SignatureCheck(Crypto crypto) {
    this.crypto = crypto;
  }

  /** True when the key made the certificate's signature. */
  boolean verifies(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (java.security.SignatureException bad) {
      return false;
    } catch (GeneralSecurityException | RuntimeException notKnownThere) {
      return verifiesElsewhere(certificate, key);
    }
  }

  private boolean verifiesElsewhere(X509Certificate certificate, PublicKey key) {
    try {
      String keyAlgorithm =
          SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getAlgorithm().getId();
      Signature signature = crypto.signature(certificate.getSigAlgOID());
      signature.initVerify(
          crypto.keyFactory(keyAlgorithm).generatePublic(new X509EncodedKeySpec(key.getEncoded())));
      signature.update(certificate.getTBSCertificate());
      return signature.verify(certificate.getSignature());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}
