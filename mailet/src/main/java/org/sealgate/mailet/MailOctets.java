package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.apache.mailet.Mail;
import org.sealgate.mime.Octets;
import org.sealgate.smime.MimeMessages;

/** The message of a mail as octets, and octets as the message of a mail: nothing is re-encoded. */
final class MailOctets {
  private static final Session SESSION = Session.getInstance(new Properties());

  private MailOctets() {}

  /** The message as it stands; close it. */
  static Octets of(Mail mail) throws MessagingException, IOException {
    MimeMessage message = mail.getMessage();
    if (message == null) {
      throw new MessagingException("the mail " + mail.getName() + " has no message");
    }
    return MimeMessages.of(message);
  }

  /** Makes the octets the message of the mail. */
  static void set(Mail mail, Octets octets) throws MessagingException, IOException {
    mail.setMessage(MimeMessages.to(octets, SESSION));
  }
}
