package org.sealgate.gateway.cli;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.config.Sealgate;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whom to trust, and when: {@code --trust}, {@code --at}, {@code --any-time}. */
final class TrustOptions {
  @Option(
      names = "--trust",
      paramLabel = "CA.pem",
      description =
          "Certificates to trust; may be given several times. Without it the anchors of the"
              + " configuration are trusted, and without a configuration nobody.")
  private List<String> files = new ArrayList<>();

  @ArgGroup private When when = new When();

  /** One of the two, or now. */
  static final class When {
    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        description = "Validate at this time: 2019-03-01 or 2019-03-01T12:00:00Z; default is now.")
    private String at = "";

    @Option(
        names = "--any-time",
        description = "Do not compare validity periods with a clock (for old mail).")
    private boolean anyTime;
  }

  /** The anchors. */
  TrustStore trust(Terminal terminal, Optional<Sealgate> sealgate) throws IOException {
    return anchors(terminal, files, sealgate);
  }

  /** The anchors in files; those of the configuration where no file is named. */
  static TrustStore anchors(Terminal terminal, List<String> files, Optional<Sealgate> sealgate)
      throws IOException {
    if (files.isEmpty()) {
      return sealgate.map(Sealgate::trust).orElseGet(TrustStore::empty);
    }
    KeyFiles reader = new KeyFiles(terminal, new PasswordOptions());
    List<X509Certificate> anchors = new ArrayList<>();
    for (String file : files) {
      reader.certificates(file).forEach(certificate -> anchors.add(certificate.x509()));
    }
    return TrustStore.of(anchors);
  }

  /** The time at which certificates must be valid. */
  ValidationTime time() {
    if (when.anyTime) {
      return new ValidationTime.AnyTime();
    }
    return new ValidationTime.At(when.at.isEmpty() ? Instant.now() : instant(when.at));
  }

  private static Instant instant(String text) {
    try {
      return text.length() == "2019-03-01".length()
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SmimeException(
          ErrorCode.USAGE, "'" + text + "' is no time; write 2019-03-01T12:00:00Z", e);
    }
  }
}
