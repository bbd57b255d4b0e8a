package org.sealgate.config;

import static org.sealgate.config.ConfigurationReader.orEmpty;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.config.NotificationSettings.Login;
import org.sealgate.config.NotificationSettings.Mail;
import org.sealgate.config.NotificationSettings.Security;

/** Makes the settings of notifications of their YAML. */
final class NotificationReader {
  private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(30);
  private static final int SMTP = 25;
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  private final Path file;

  NotificationReader(Path file) {
    this.file = file;
  }

  NotificationSettings read(YamlFile.Notifications yaml) {
    Optional<Mail> mail =
        Optional.ofNullable(yaml.smtp()).map(smtp -> mail(smtp, Optional.ofNullable(yaml.from())));
    return new NotificationSettings(
        mail,
        orEmpty(yaml.administrators()).stream()
            .map(text -> address("administrators", text))
            .toList(),
        Objects.requireNonNullElse(yaml.owners(), true),
        orEmpty(yaml.hook()),
        Objects.requireNonNullElse(yaml.hookTimeout(), HOOK_TIMEOUT));
  }

  private Mail mail(YamlFile.Smtp smtp, Optional<String> from) {
    String host =
        Optional.ofNullable(smtp.host()).orElseThrow(() -> wrong("smtp.host", "it is missing"));
    String sender = from.orElseThrow(() -> wrong("from", "it is missing: the sender of notices"));
    Security security = Objects.requireNonNullElse(smtp.security(), Security.STARTTLS);
    int port = Objects.requireNonNullElse(smtp.port(), usual(security));
    return new Mail(host, port, security, login(smtp), address("from", sender));
  }

  private Optional<Login> login(YamlFile.Smtp smtp) {
    String user = smtp.user();
    SecretReference password = smtp.password();
    if ((user == null) != (password == null)) {
      throw wrong("smtp", "user and password belong together: give both or none");
    }
    return user == null || password == null
        ? Optional.empty()
        : Optional.of(new Login(user, password.in(file.resolveSibling(""))));
  }

  private static int usual(Security security) {
    return switch (security) {
      case NONE -> SMTP;
      case STARTTLS -> SUBMISSION;
      case TLS -> SUBMISSIONS;
    };
  }

  private EmailAddress address(String key, @Nullable String text) {
    return EmailAddress.parse(String.valueOf(text))
        .orElseThrow(() -> wrong(key, "'" + text + "' is no mail address"));
  }

  private SmimeException wrong(String key, String what) {
    return new SmimeException(
        ErrorCode.CONFIGURATION, file + ": notifications." + key + ": " + what);
  }
}
