package org.sealgate.identity;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.jcajce.provider.asymmetric.x509.CertificateFactory;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * Certificates out of DER: the usual reader first, Bouncy Castle's for what it refuses, such as
 * curves given by their numbers.
 */
public final class Certificates {
  private Certificates() {}

  /**
   * The certificate.
   *
   * @throws SmimeException MALFORMED where the octets are none
   */
  public static X509Certificate decode(byte[] der) {
    try {
      return (X509Certificate)
          Crypto.preferred()
              .certificateFactory()
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      return decodeLeniently(der, e);
    }
  }

  private static X509Certificate decodeLeniently(byte[] der, GeneralSecurityException first) {
    try {
      var certificate =
          new CertificateFactory().engineGenerateCertificate(new ByteArrayInputStream(der));
      if (certificate instanceof X509Certificate x509) {
        return x509;
      }
    } catch (CertificateException | RuntimeException e) {
      first.addSuppressed(e);
    }
    throw SmimeException.malformed(
        "a certificate could not be read: " + KeyFileContents.firstLine(first), first);
  }
}
