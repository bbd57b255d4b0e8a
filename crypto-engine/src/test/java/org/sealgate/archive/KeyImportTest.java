package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.KeyImport.Outcome;
import org.sealgate.fixtures.pki.Pkcs12Style;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

class KeyImportTest {
  @TempDir Path folder;
  private Path keys;
  private KeyArchive archive;
  private final TestIdentity alice = TestPki.shared().user("alice@example.org").issue();
  private final TestIdentity bob = TestPki.shared().user("bob@example.org").issue();

  @BeforeEach
  void open() throws IOException {
    keys = Files.createDirectory(folder.resolve("keys"));
    archive =
        KeyArchives.open(
            folder.resolve("archive.db"), MasterKey.createdIfAbsent(folder.resolve("master.key")));
  }

  @AfterEach
  void everyInvariantHolds() {
    ArchiveInvariants.check(archive);
    archive.close();
  }

  @Test
  void aFolderOfEverythingIsImportedWithAListOfPasswords() throws IOException {
    Files.write(keys.resolve("a-alice.p12"), alice.pkcs12("eins"));
    Files.createDirectory(keys.resolve("sub"));
    Files.writeString(keys.resolve("sub/b-key.pem"), bob.privateKeyPem());
    Files.writeString(keys.resolve("sub/c-cert.crt"), bob.chainPem());
    Files.writeString(keys.resolve("d-readme.txt"), "the password is on the note");
    Files.write(
        keys.resolve("e-lost.p12"),
        TestPki.shared().user("carol@example.org").issue().pkcs12("vergessen"));
    zip(keys.resolve("f.zip"), "old/alice.p12", alice.pkcs12(Pkcs12Style.LEGACY, "zwei"));

    List<FileImport> results = importAll();
    assertThat(results)
        .extracting(FileImport::outcome)
        .containsExactly(
            Outcome.IMPORTED,
            Outcome.IGNORED,
            Outcome.FAILED,
            Outcome.KNOWN,
            Outcome.IMPORTED,
            Outcome.NO_KEY);
    assertThat(results.get(2).error()).isEqualTo(Optional.of(ErrorCode.WRONG_PASSWORD));
    assertThat(archive.list()).hasSize(2);
    assertThat(results.get(0).identities().get(0).report().lines())
        .anyMatch(line -> line.contains("alice@example.org"))
        .anyMatch(line -> line.startsWith("  ok") && line.contains("decrypt"))
        .anyMatch(line -> line.startsWith("  ok") && line.contains("sign"));
  }

  @Test
  void aCertificateThatIsNotForMailTakesNobodysPlace() throws IOException {
    String serverAuth = "1.3.6.1.5.5.7.3.1";
    TestIdentity server =
        TestPki.shared()
            .user("alice@example.org")
            .freshKey()
            .extendedKeyUsage(serverAuth)
            .validFrom(alice.certificate().getNotBefore().toInstant().plusSeconds(60))
            .issue();
    Files.write(keys.resolve("a.p12"), alice.pkcs12("eins"));
    Files.write(keys.resolve("b.p12"), server.pkcs12("eins"));
    assertThat(importAll()).extracting(FileImport::outcome).containsOnly(Outcome.IMPORTED);
    assertThat(archive.list())
        .hasSize(2)
        .allSatisfy(entry ->
            assertThat(entry.state())
                .isEqualTo(
                    entry.certificate().x509().equals(alice.certificate())
                        ? KeyState.ACTIVE
                        : KeyState.DECRYPT_ONLY));
  }

  @Test
  void importingAgainChangesNothing() throws IOException {
    Files.write(keys.resolve("alice.p12"), alice.pkcs12("eins"));
    assertThat(importAll()).extracting(FileImport::outcome).containsExactly(Outcome.IMPORTED);
    int entries = archive.audit().size();
    assertThat(importAll()).extracting(FileImport::outcome).containsExactly(Outcome.KNOWN);
    assertThat(archive.audit()).hasSize(entries);
  }

  @Test
  void aKeyWithoutCertificateIsSaidSoAndNotImported() throws IOException {
    Files.writeString(keys.resolve("key.pem"), bob.privateKeyPem());
    assertThat(importAll())
        .singleElement()
        .satisfies(result -> {
          assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
          assertThat(result.notes()).anyMatch(note -> note.contains("no certificate"));
        });
    assertThat(archive.list()).isEmpty();
  }

  private List<FileImport> importAll() throws IOException {
    return new KeyImport(archive, List.of(Secret.of("eins"), Secret.of("zwei")), Clock.systemUTC())
        .importAll(List.of(keys));
  }

  private static void zip(Path file, String name, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
  }
}
