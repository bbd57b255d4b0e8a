package org.sealgate.certificate;

import java.util.Set;

/**
 * Certificates of a mailbox that stands for its whole domain: a gateway that decrypts for everybody
 * behind it (RFC 3183, 4.1 has {@code domain-confidentiality-authority}; other names are custom).
 */
final class DomainCertificates {
  private static final Set<String> LOCAL_PARTS =
      Set.of("domain-confidentiality-authority", "domain-certificate", "gateway", "securemail");

  private DomainCertificates() {}

  /** True when one of its mailboxes stands for the domain of the address. */
  static boolean covers(MailCertificate certificate, EmailAddress address) {
    return certificate.addresses().stream()
        .anyMatch(mailbox ->
            mailbox.domain().equals(address.domain())
                && LOCAL_PARTS.contains(Ascii.lower(mailbox.localPart())));
  }
}
