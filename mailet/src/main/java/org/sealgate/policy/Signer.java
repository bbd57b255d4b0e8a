package org.sealgate.policy;

import java.util.List;
import java.util.Optional;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;

/**
 * Whether, and as whom, a mail can be signed. An identity signs only for addresses that its
 * certificate names: each one in From, and the sender of the envelope.
 *
 * @param address as whom; empty where nobody can sign
 * @param reason why
 */
record Signer(Optional<EmailAddress> address, String reason) {

  static Signer of(OutboundMail mail, OutboundPolicy policy, SigningAddresses identities) {
    List<EmailAddress> from = mail.headers().from();
    if (from.isEmpty()) {
      return nobody("From names no mailbox that can be read");
    }
    EmailAddress author = from.getFirst();
    Optional<MailCertificate> certificate = identities.certificateOf(author);
    if (certificate.isEmpty()) {
      return nobody("there is no identity to sign with for " + author);
    }
    return owned(mail, policy, certificate.get());
  }

  private static Signer owned(
      OutboundMail mail, OutboundPolicy policy, MailCertificate certificate) {
    for (EmailAddress from : mail.headers().from()) {
      if (!certificate.addresses().contains(from)) {
        return nobody("the identity does not own " + from + ", which From names");
      }
    }
    if (policy.checkEnvelope()) {
      if (mail.sender().isEmpty()) {
        return nobody("the envelope has no sender");
      }
      EmailAddress sender = mail.sender().get();
      if (!certificate.addresses().contains(sender)) {
        return nobody("the identity does not own " + sender + ", who sends it");
      }
    }
    EmailAddress author = mail.headers().from().getFirst();
    return new Signer(Optional.of(author), "as " + author);
  }

  private static Signer nobody(String reason) {
    return new Signer(Optional.empty(), reason);
  }
}
