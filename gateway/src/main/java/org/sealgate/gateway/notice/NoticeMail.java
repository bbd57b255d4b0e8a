package org.sealgate.gateway.notice;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.config.NotificationSettings.Login;
import org.sealgate.config.NotificationSettings.Mail;
import org.sealgate.config.NotificationSettings.Security;

/** Sends notices as mail. */
public final class NoticeMail {
  private static final String TIMEOUT_MILLIS = "30000";

  private final Mail settings;
  private final Session session;

  /**
   * @param settings the server
   * @param environment environment variables, one of which may hold the password
   */
  public NoticeMail(Mail settings, Map<String, String> environment) {
    this.settings = settings;
    Properties properties = properties(settings);
    this.session =
        settings
            .login()
            .map(login -> Session.getInstance(properties, authenticator(login, environment)))
            .orElseGet(() -> Session.getInstance(properties));
  }

  private static Properties properties(Mail settings) {
    String protocol = "mail.smtp.";
    Properties properties = new Properties();
    properties.put("mail.transport.protocol.rfc822", "smtp");
    properties.put(protocol + "host", settings.host());
    properties.put(protocol + "port", Integer.toString(settings.port()));
    properties.put(protocol + "connectiontimeout", TIMEOUT_MILLIS);
    properties.put(protocol + "timeout", TIMEOUT_MILLIS);
    properties.put(protocol + "writetimeout", TIMEOUT_MILLIS);
    properties.put(protocol + "auth", Boolean.toString(settings.login().isPresent()));
    boolean startTls = settings.security() == Security.STARTTLS;
    properties.put(protocol + "starttls.enable", Boolean.toString(startTls));
    properties.put(protocol + "starttls.required", Boolean.toString(startTls));
    boolean tls = settings.security() == Security.TLS;
    properties.put(protocol + "ssl.enable", Boolean.toString(tls));
    properties.put(protocol + "ssl.checkserveridentity", "true");
    return properties;
  }

  private static Authenticator authenticator(Login login, Map<String, String> environment) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        try (Secret password = login.password().resolve(Path.of(""), environment)) {
          return new PasswordAuthentication(login.user(), new String(password.chars()));
        }
      }
    };
  }

  /**
   * Sends one.
   *
   * @throws SmimeException UNAVAILABLE where the server does not take it
   */
  @SuppressWarnings("JavaUtilDate") // the mail API knows no other date
  public void send(EmailAddress to, String subject, String text) {
    try {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(settings.from().toString()));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.toString()));
      message.setSubject(subject, "UTF-8");
      message.setText(text, "UTF-8");
      message.setSentDate(new Date());
      message.setHeader("Auto-Submitted", "auto-generated");
      Transport.send(message);
    } catch (MessagingException e) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the notice to "
              + to
              + " was not taken by "
              + settings.host()
              + ":"
              + settings.port()
              + " ("
              + e.getMessage()
              + "); it will be sent again",
          e);
    }
  }
}
