package org.sealgate.gateway.demo;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** Somebody's mailbox, read by IMAP as a mail program reads it. */
final class Mailbox {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

  private final InetSocketAddress server;
  private final String user;
  private final String password;

  Mailbox(InetSocketAddress server, String user, String password) {
    this.server = server;
    this.user = user;
    this.password = password;
  }

  /** Waits for a mail with this subject; empty where none came in time. */
  Optional<Letter> await(String subject, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    try {
      Optional<Letter> found = find(subject);
      while (found.isEmpty() && System.nanoTime() < end) {
        // IMAP as James serves it tells of new mail only to who asks.
        Thread.sleep(LOOK_AGAIN);
        found = find(subject);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (MessagingException e) {
      throw new IOException("the mailbox cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<Letter> find(String subject) throws MessagingException, IOException {
    Properties properties = new Properties();
    properties.setProperty("mail.imap.partialfetch", "false");
    try (Store store = Session.getInstance(properties).getStore("imap")) {
      store.connect(server.getAddress().getHostAddress(), server.getPort(), user, password);
      try (Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        for (Message message : inbox.getMessages()) {
          if (subject.equals(message.getSubject())) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            message.writeTo(octets);
            return Optional.of(new Letter(octets.toByteArray()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
