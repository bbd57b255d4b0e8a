package org.sealgate.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;

/**
 * Certificate, chain and private key: what a person or gateway signs and decrypts with. The key is
 * a handle; nothing prints it.
 *
 * @param certificate the certificate whose public key belongs to the private key
 * @param chain the intermediates above it, nearest first, without the root where that is known
 * @param privateKey the private key
 */
public record Identity(
    MailCertificate certificate, List<X509Certificate> chain, PrivateKey privateKey) {
  public Identity {
    chain = List.copyOf(chain);
  }

  /** What the certificate allows. */
  public KeyPurpose purpose() {
    return certificate.purpose();
  }

  @Override
  public String toString() {
    return "Identity[" + certificate.x509().getSubjectX500Principal() + "]";
  }
}
