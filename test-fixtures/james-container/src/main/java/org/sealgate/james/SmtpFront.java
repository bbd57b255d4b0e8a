package org.sealgate.james;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.MaybeSender;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** Takes mail by SMTP on loopback and puts it into the spool. */
final class SmtpFront {
  private final SMTPServer server;
  private final MailQueue spool;

  SmtpFront(int port, MailQueue spool) {
    this.spool = spool;
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("james.test")
            .messageHandlerFactory(context -> new Receiving())
            .insertReceivedHeaders(false)
            .maxMessageSize(512 << 20)
            .maxRecipients(10_000)
            .build();
  }

  void start() {
    server.start();
  }

  private final class Receiving implements MessageHandler {
    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    @Override
    public void from(String from) {
      sender = from;
    }

    @Override
    public void recipient(String recipient) {
      recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws IOException {
      try {
        String name = MailImpl.getId();
        Mail mail =
            MailImpl.builder()
                .name(name)
                .sender(MaybeSender.getMailSender(sender))
                .addRecipients(recipients.toArray(String[]::new))
                .mimeMessage(
                    new MimeMessageWrapper(MimeMessageInputStreamSource.create(name, data)))
                .state(Mail.DEFAULT)
                .remoteAddr("127.0.0.1")
                .remoteHost("127.0.0.1")
                .build();
        spool.enQueue(mail);
        return "2.0.0 spooled " + name;
      } catch (MessagingException e) {
        throw new IOException("cannot spool the mail", e);
      }
    }

    @Override
    public void done() {
      recipients.clear();
    }
  }
}
