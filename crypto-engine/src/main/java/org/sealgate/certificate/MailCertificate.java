package org.sealgate.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * A certificate with the answers mail asks of it: whose, for what, when, how strong. Immutable;
 * equal when the encodings are.
 */
public final class MailCertificate {
  private final X509Certificate x509;

  private MailCertificate(X509Certificate x509) {
    this.x509 = x509;
  }

  /** The answers of this certificate. */
  public static MailCertificate of(X509Certificate x509) {
    return new MailCertificate(x509);
  }

  /**
   * A certificate in DER.
   *
   * @throws org.sealgate.SmimeException MALFORMED where the octets are none
   */
  public static MailCertificate parse(byte[] der) {
    throw new IllegalStateException("being built");
  }

  /** The certificate itself. */
  public X509Certificate x509() {
    return x509;
  }

  /**
   * The mailboxes it names: rfc822Name and SmtpUTF8Mailbox of the subject alternative name; where
   * there is none of these, emailAddress of the subject (RFC 8550, 3).
   */
  public Set<EmailAddress> addresses() {
    return Set.of();
  }

  /** What key usage and extended key usage together allow. */
  public KeyPurpose purpose() {
    return KeyPurpose.DUAL;
  }

  /** The key, for people and policies: {@code RSA-2048}, {@code P-256}, {@code Ed25519}. */
  public String keyDescription() {
    return x509.getPublicKey().getAlgorithm();
  }

  /**
   * Every subject key identifier another program may know it by: the extension's value, then SHA-1
   * of the public key by methods 1 and 2 of RFC 5280, 4.2.1.2.
   */
  public List<byte[]> keyIdentifiers() {
    return List.of();
  }

  /** SHA-256 of the encoding, in lower-case hexadecimal. */
  public String fingerprint() {
    return "";
  }
}
