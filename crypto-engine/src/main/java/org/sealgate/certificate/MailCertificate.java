package org.sealgate.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * A certificate with the answers mail asks of it: whose, for what, when, how strong. Immutable and
 * thread-safe; equal when the encodings are. Each answer is computed once.
 */
public final class MailCertificate {
  /** sMIMECapabilities (RFC 4262; RFC 8551, 2.5.2). */
  private static final String SMIME_CAPABILITIES = "1.2.840.113549.1.9.15";

  private final X509Certificate x509;
  private final byte[] der;
  private final int hash;
  private final Memo<Set<EmailAddress>> addresses;
  private final Memo<KeyStrength> key;
  private final Memo<KeyPurpose> purpose;
  private final Memo<List<byte[]>> keyIdentifiers;
  private final Memo<String> fingerprint;
  private final Memo<byte[]> issuer;

  private MailCertificate(X509Certificate x509, byte[] der) {
    this.x509 = x509;
    this.der = der;
    this.hash = Arrays.hashCode(der);
    this.addresses = new Memo<>(() -> CertificateAddresses.of(x509));
    this.key = new Memo<>(() -> PublicKeyReader.read(x509.getPublicKey().getEncoded()));
    this.purpose = new Memo<>(() -> MailPurpose.of(x509, key.get().type()));
    this.keyIdentifiers = new Memo<>(() -> KeyIdentifiers.of(x509));
    this.fingerprint = new Memo<>(() -> HexFormat.of().formatHex(Crypto.preferred().sha256(der)));
    this.issuer = new Memo<>(() -> x509.getIssuerX500Principal().getEncoded());
  }

  /**
   * The answers of this certificate.
   *
   * @throws SmimeException MALFORMED where it cannot be encoded
   */
  public static MailCertificate of(X509Certificate x509) {
    try {
      return new MailCertificate(x509, x509.getEncoded());
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("certificate without an encoding: ask for it again", e);
    }
  }

  /**
   * A certificate in DER.
   *
   * @throws SmimeException MALFORMED where the octets are none
   */
  public static MailCertificate parse(byte[] der) {
    return of(CertificateReader.read(der));
  }

  /** The certificate itself. */
  public X509Certificate x509() {
    return x509;
  }

  /** The encoding, in a fresh array. */
  public byte[] encoded() {
    return der.clone();
  }

  /**
   * The mailboxes it names: rfc822Name and SmtpUTF8Mailbox of the subject alternative name; where
   * there is none of these, emailAddress of the subject (RFC 8550, 3).
   */
  public Set<EmailAddress> addresses() {
    return addresses.get();
  }

  /** True when it names the mailbox. */
  public boolean names(EmailAddress address) {
    return addresses().contains(address);
  }

  /** What key type, key usage and extended key usage together allow. */
  public KeyPurpose purpose() {
    return purpose.get();
  }

  /** The key, for people and policies: {@code RSA-2048}, {@code P-256}, {@code Ed25519}. */
  public String keyDescription() {
    return key.get().description();
  }

  /** Type and strength of the key. */
  public KeyStrength key() {
    return key.get();
  }

  /**
   * Every subject key identifier another program may know it by: the extension's value, then SHA-1
   * of the public key by methods 1 and 2 of RFC 5280, 4.2.1.2; without repetitions. Do not change
   * the arrays.
   */
  public List<byte[]> keyIdentifiers() {
    return keyIdentifiers.get();
  }

  /** The value of the subject key identifier extension; empty where there is none. */
  public Optional<byte[]> subjectKeyIdentifier() {
    return KeyIdentifiers.extension(x509);
  }

  /** The issuer's name as encoded: with the serial number, how a CMS recipient is named. */
  public byte[] issuerDer() {
    return issuer.get().clone();
  }

  /** The serial number in two's complement, as encoded. */
  public byte[] serialNumber() {
    return x509.getSerialNumber().toByteArray();
  }

  /** First instant of its validity. */
  public Instant notBefore() {
    return x509.getNotBefore().toInstant();
  }

  /** Last instant of its validity. */
  public Instant notAfter() {
    return x509.getNotAfter().toInstant();
  }

  /** True within its validity, both ends included (RFC 5280, 4.1.2.5). */
  public boolean validAt(Instant instant) {
    return !instant.isBefore(notBefore()) && !instant.isAfter(notAfter());
  }

  /** The subject, for people (RFC 2253, last part first); the first address where it is empty. */
  public String subject() {
    String name = x509.getSubjectX500Principal().getName();
    return name.isEmpty()
        ? addresses().stream().findFirst().map(EmailAddress::toString).orElse("")
        : name;
  }

  /** The issuer, for people (RFC 2253, last part first). */
  public String issuer() {
    return x509.getIssuerX500Principal().getName();
  }

  /**
   * The SMIMECapabilities its issuer put into it, in DER (RFC 4262): what its holder can decrypt.
   */
  public Optional<byte[]> smimeCapabilities() {
    return Optional.ofNullable(Extensions.value(x509, SMIME_CAPABILITIES));
  }

  /** True for a certificate that says of itself that it may issue others. */
  public boolean authority() {
    return x509.getBasicConstraints() >= 0;
  }

  /** SHA-256 of the encoding, in lower-case hexadecimal. */
  public String fingerprint() {
    return fingerprint.get();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || (other instanceof MailCertificate that && Arrays.equals(der, that.der));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return subject() + " (" + keyDescription() + ", " + fingerprint().substring(0, 16) + ")";
  }
}
