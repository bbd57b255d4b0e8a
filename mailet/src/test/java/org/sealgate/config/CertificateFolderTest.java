package org.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.certificate.CertificateSource;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.TestPki;

final class CertificateFolderTest {
  private static final EmailAddress BOB = new EmailAddress("bob", "example.org");
  private static final MailCertificate CERTIFICATE =
      MailCertificate.of(TestPki.shared().user("bob@example.org").issue().certificate());

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private final Clock clock = clock(() -> now);

  @TempDir Path folder;

  @Test
  void certificatesAreFoundBesideFilesThatAreNoneOrBroken() throws IOException {
    Files.write(folder.resolve("bob.crt"), CERTIFICATE.encoded());
    Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    Files.writeString(folder.resolve("notes.txt"), "no certificate");

    assertThat(new CertificateFolder(folder, clock).find(BOB)).isEqualTo(found(CERTIFICATE));
  }

  @Test
  void aFileThatIsAddedOrRemovedIsSeenWithinSeconds() throws IOException {
    CertificateFolder source = new CertificateFolder(folder, clock);
    assertThat(source.find(BOB)).isEqualTo(found());

    Path file = Files.write(folder.resolve("bob.crt"), CERTIFICATE.encoded());
    now = now.plusSeconds(5);
    assertThat(source.find(BOB)).isEqualTo(found(CERTIFICATE));

    Files.delete(file);
    now = now.plusSeconds(5);
    assertThat(source.find(BOB)).isEqualTo(found());
  }

  @Test
  void aFileThatIsMissingIsUnavailableAndNotEmpty() {
    assertThat(new CertificateFolder(folder.resolve("absent.pem"), clock).find(BOB))
        .isInstanceOf(CertificateSource.Unavailable.class);
  }

  private static CertificateSource.Found found(MailCertificate... certificates) {
    return new CertificateSource.Found(List.of(certificates));
  }

  private static Clock clock(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }
}
