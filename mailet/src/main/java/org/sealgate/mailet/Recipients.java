package org.sealgate.mailet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/** Changes to the recipients of a mail. */
final class Recipients {
  private Recipients() {}

  static void remove(Mail mail, Collection<MailAddress> gone) {
    List<MailAddress> remaining = new ArrayList<>(mail.getRecipients());
    remaining.removeAll(gone);
    mail.setRecipients(remaining);
  }
}
