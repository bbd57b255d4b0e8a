package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.sealgate.certificate.EmailAddress;

/** The recipients of a mail, as James knows them and as we do. */
final class Addresses {
  private final Map<EmailAddress, MailAddress> recipients = new LinkedHashMap<>();

  private Addresses() {}

  static Addresses of(Mail mail) throws MessagingException {
    Addresses addresses = new Addresses();
    for (MailAddress recipient : mail.getRecipients()) {
      addresses.recipients.put(ours(recipient), recipient);
    }
    return addresses;
  }

  /** The sender of the envelope; empty for the null reverse-path. */
  static Optional<EmailAddress> sender(Mail mail) throws MessagingException {
    Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
    return sender.isEmpty() ? Optional.empty() : Optional.of(ours(sender.get()));
  }

  static EmailAddress ours(MailAddress address) throws MessagingException {
    return EmailAddress.parse(address.asString())
        .orElseThrow(() -> new MessagingException("'" + address.asString() + "' is no mailbox"));
  }

  List<EmailAddress> recipients() {
    return List.copyOf(recipients.keySet());
  }

  List<MailAddress> theirs(Collection<EmailAddress> addresses) {
    return addresses.stream().flatMap(this::theirs).toList();
  }

  private Stream<MailAddress> theirs(EmailAddress address) {
    return Optional.ofNullable(recipients.get(address)).stream();
  }
}
