package org.sealgate.james;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.Properties;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Delivers a mail to the SMTP server at {@code gateway} and {@code gatewayPort}, and ends its
 * processing: what RemoteDelivery does in a complete James, without a queue.
 */
public final class NextHop extends GenericMailet {
  @Override
  public void service(Mail mail) throws MessagingException {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", getInitParameter("gateway"));
    properties.setProperty("mail.smtp.port", getInitParameter("gatewayPort"));
    properties.setProperty("mail.smtp.from", mail.getMaybeSender().asString(""));
    properties.setProperty("mail.smtp.localhost", "james.test");
    Address[] recipients = new Address[mail.getRecipients().size()];
    int next = 0;
    for (MailAddress recipient : mail.getRecipients()) {
      recipients[next++] = new InternetAddress(recipient.asString());
    }
    try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
      transport.connect();
      transport.sendMessage(mail.getMessage(), recipients);
    }
    mail.setState(Mail.GHOST);
  }
}
