package org.sealgate.quorum;

import java.util.Collection;
import java.util.function.Predicate;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;

/**
 * Who holds a share, known by certificates: one certificate may serve for both.
 *
 * @param encryption his share is encrypted to it
 * @param signing his approvals are signed by it
 */
public record Custodian(MailCertificate encryption, MailCertificate signing) {

  /**
   * The custodian of the certificates in a file: the first that encrypts, the first that signs.
   *
   * @throws SmimeException REFUSED where one of the two is missing
   */
  public static Custodian of(Collection<MailCertificate> certificates) {
    return new Custodian(
        first(certificates, KeyPurpose::encrypts, "encrypts, to receive a share"),
        first(certificates, KeyPurpose::signs, "signs, to approve requests"));
  }

  private static MailCertificate first(
      Collection<MailCertificate> certificates, Predicate<KeyPurpose> fit, String what) {
    return certificates.stream()
        .filter(certificate -> !certificate.authority() && fit.test(certificate.purpose()))
        .findFirst()
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.REFUSED,
                "the custodian's file has no certificate that "
                    + what
                    + ": put both of his certificates into one PEM file"));
  }

  /** What people call him: the address, else the subject. */
  public String name() {
    return encryption.addresses().stream()
        .findFirst()
        .map(EmailAddress::toString)
        .orElseGet(encryption::subject);
  }
}
