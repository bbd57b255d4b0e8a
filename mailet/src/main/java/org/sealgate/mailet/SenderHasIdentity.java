package org.sealgate.mailet;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.Mail;
import org.sealgate.certificate.EmailAddress;

/** All recipients, where the sender has an identity to sign with. Condition: the configuration. */
public final class SenderHasIdentity extends SealgateMatcher {
  @Inject
  public SenderHasIdentity(FileSystem fileSystem) {
    super(fileSystem);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) throws MessagingException {
    Optional<EmailAddress> sender = Addresses.sender(mail);
    return sender.flatMap(sealgate()::signingIdentity).isPresent()
        ? mail.getRecipients()
        : List.of();
  }
}
