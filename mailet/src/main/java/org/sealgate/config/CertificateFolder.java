package org.sealgate.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sealgate.SmimeException;
import org.sealgate.certificate.CertificateSource;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other people's certificates in a file or a folder, by the addresses they name. A file that is
 * added, changed or removed is seen within a few seconds; one that cannot be read is left out with
 * a warning. Thread-safe.
 */
final class CertificateFolder implements CertificateSource {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateFolder.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Path path;
  private final Clock clock;
  private Map<Path, FileTime> seen = Map.of();
  private Map<EmailAddress, List<MailCertificate>> byAddress = Map.of();
  private Instant lookedAt = Instant.MIN;

  CertificateFolder(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "file " + path;
  }

  @Override
  public synchronized Answer find(EmailAddress address) {
    try {
      look();
      return new Found(byAddress.getOrDefault(address, List.of()));
    } catch (IOException e) {
      return new Unavailable(path + " cannot be read: " + Problem.of(e));
    }
  }

  /** The certificates of authorities that lie beside people's, to build paths with. */
  List<X509Certificate> authorities() {
    try {
      return CertificateFiles.in(path).stream()
          .flatMap(file -> certificatesIn(file).stream())
          .map(MailCertificate::x509)
          .filter(certificate -> certificate.getBasicConstraints() >= 0)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void look() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(lookedAt.plus(lookedAt.equals(Instant.MIN) ? Duration.ZERO : LOOK_AGAIN))) {
      return;
    }
    Map<Path, FileTime> files = new HashMap<>();
    for (Path file : CertificateFiles.in(path)) {
      files.put(file, Files.getLastModifiedTime(file));
    }
    if (!files.equals(seen)) {
      byAddress = index(files);
      seen = files;
    }
    lookedAt = now;
  }

  private static Map<EmailAddress, List<MailCertificate>> index(Map<Path, FileTime> files) {
    Map<EmailAddress, List<MailCertificate>> index = new HashMap<>();
    files.keySet().stream()
        .sorted()
        .flatMap(file -> certificatesIn(file).stream())
        .distinct()
        .forEach(certificate -> enter(certificate, index));
    return index;
  }

  private static void enter(
      MailCertificate certificate, Map<EmailAddress, List<MailCertificate>> index) {
    for (EmailAddress address : certificate.addresses()) {
      index.computeIfAbsent(address, key -> new ArrayList<>()).add(certificate);
    }
  }

  private static List<MailCertificate> certificatesIn(Path file) {
    try {
      return Certificates.read(Files.readAllBytes(file));
    } catch (IOException | SmimeException e) {
      LOG.warn("the certificates in {} are left out: {}", file, e.getMessage());
      return List.of();
    }
  }
}
