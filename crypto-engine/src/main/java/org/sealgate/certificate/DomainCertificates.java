package org.sealgate.certificate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Certificates of a mailbox that stands for its whole domain: a gateway that decrypts for everybody
 * behind it (RFC 3183, 4.1 has {@code domain-confidentiality-authority}; other names are custom).
 */
final class DomainCertificates {
  private static final List<String> LOCAL_PARTS =
      List.of("domain-confidentiality-authority", "domain-certificate", "gateway", "securemail");

  private DomainCertificates() {}

  /** The mailboxes that may stand for the domain of the address. */
  static Stream<EmailAddress> mailboxesFor(EmailAddress address) {
    return LOCAL_PARTS.stream().map(local -> new EmailAddress(local, address.domain()));
  }

  /** True when one of its mailboxes stands for the domain of the address. */
  static boolean covers(MailCertificate certificate, EmailAddress address) {
    return mailboxesFor(address).anyMatch(certificate::names);
  }
}
