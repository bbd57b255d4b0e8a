package org.sealgate.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sealgate.certificate.EmailAddress;

/**
 * Who is told of keys that expire, and how.
 *
 * @param mail how mail is sent; empty where none is
 * @param administrators who is told of all keys
 * @param owners whether the owner of a key is told of it
 * @param hook the program that is started for each event, and its arguments; empty for none
 * @param hookTimeout after so long it is ended
 */
public record NotificationSettings(
    Optional<Mail> mail,
    List<EmailAddress> administrators,
    boolean owners,
    List<String> hook,
    Duration hookTimeout) {
  public NotificationSettings {
    administrators = List.copyOf(administrators);
    hook = List.copyOf(hook);
  }

  /**
   * How mail is sent.
   *
   * @param host the server
   * @param port its port
   * @param security how the connection is protected
   * @param login what it asks for; empty where it asks for nothing
   * @param from the sender
   */
  public record Mail(
      String host, int port, Security security, Optional<Login> login, EmailAddress from) {}

  /**
   * What the server asks for.
   *
   * @param user the name
   * @param password where the password is
   */
  public record Login(String user, SecretReference password) {}

  /** How the connection to the mail server is protected. */
  public enum Security {
    /** Not at all: for a server on the same machine. */
    NONE,
    /** TLS that must be had, begun in the clear (RFC 3207). */
    STARTTLS,
    /** TLS from the first octet (RFC 8314). */
    TLS
  }
}
