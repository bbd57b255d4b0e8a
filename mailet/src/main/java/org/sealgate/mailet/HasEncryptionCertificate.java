package org.sealgate.mailet;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.Mail;
import org.sealgate.certificate.Selection;

/**
 * The recipients a mail can be encrypted to. Condition: where the configuration is. Where a
 * directory does not answer, that is an error, not a "no".
 */
public final class HasEncryptionCertificate extends SealgateMatcher {
  @Inject
  public HasEncryptionCertificate(FileSystem fileSystem) {
    super(fileSystem);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) throws MessagingException {
    List<MailAddress> matching = new ArrayList<>();
    for (MailAddress recipient : mail.getRecipients()) {
      if (has(sealgate().select(Addresses.ours(recipient)))) {
        matching.add(recipient);
      }
    }
    return matching;
  }

  private static boolean has(Selection selection) throws MessagingException {
    if (selection.chosen().isEmpty() && !selection.unavailable().isEmpty()) {
      throw new MessagingException(
          "whether "
              + selection.address()
              + " has a certificate cannot be told now: "
              + String.join("; ", selection.unavailable()));
    }
    return selection.chosen().isPresent();
  }
}
