package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.KeyImport.Outcome;
import org.sealgate.identity.Identity;

/** Many files at once: each is whole or out, whatever is in the files beside it. */
@SuppressWarnings("NullAway.Init") // BeforeEach opens the archive
class ImportBatchesTest {
  private static final int FILES = 1_100;

  @TempDir Path folder;
  private Path keys;
  private KeyArchive archive;

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
  void ofAThousandFilesTheBrokenOneIsOutAndTheOthersAreIn() throws Exception {
    ManyIdentities many = new ManyIdentities();
    for (int i = 0; i < FILES; i++) {
      write(i, many.next(i));
    }
    Files.writeString(
        keys.resolve("0500.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    List<FileImport> results = importInto(archive);
    assertThat(results).hasSize(FILES);
    assertThat(results.get(500).outcome()).isNotEqualTo(Outcome.IMPORTED);
    assertThat(results)
        .filteredOn(result -> result.outcome() == Outcome.IMPORTED)
        .hasSize(FILES - 1)
        .allSatisfy(result -> assertThat(result.identities()).hasSize(1));
    assertThat(archive.size()).isEqualTo(FILES - 1);
    assertThat(audited(AuditEvent.IMPORTED)).isEqualTo(FILES - 1);
    assertThat(audited(AuditEvent.ACTIVATED)).isEqualTo(FILES - 1);
    assertThat(importInto(archive))
        .filteredOn(result -> result.outcome() == Outcome.KNOWN)
        .hasSize(FILES - 1);
    assertThat(audited(AuditEvent.IMPORTED)).isEqualTo(FILES - 1);
  }

  @Test
  void generationsOfOneAddressInOneTransactionLeaveTheNewestActive() {
    List<Identity> generations =
        List.of(
            ArchiveFixtures.encryption("alice@example.org", 2018),
            ArchiveFixtures.encryption("alice@example.org", 2024),
            ArchiveFixtures.encryption("alice@example.org", 2021));
    assertThat(archive.addAll(generations))
        .extracting(imported -> imported.entry().state())
        .containsExactly(KeyState.DECRYPT_ONLY, KeyState.ACTIVE, KeyState.DECRYPT_ONLY);
    assertThat(archive.audit())
        .extracting(AuditEntry::event)
        .containsExactly(
            AuditEvent.IMPORTED,
            AuditEvent.ACTIVATED,
            AuditEvent.IMPORTED,
            AuditEvent.RETIRED,
            AuditEvent.ACTIVATED,
            AuditEvent.IMPORTED);
  }

  @Test
  void whatCannotBeStoredKeepsNoOtherFileOut() throws Exception {
    ManyIdentities many = new ManyIdentities();
    for (int i = 0; i < 5; i++) {
      write(i, many.next(i));
    }
    Identity refused = many.next(5);
    write(5, refused);
    List<FileImport> results = importInto(refusing(refused));
    assertThat(results)
        .extracting(FileImport::outcome)
        .containsExactly(
            Outcome.IMPORTED,
            Outcome.IMPORTED,
            Outcome.IMPORTED,
            Outcome.IMPORTED,
            Outcome.IMPORTED,
            Outcome.FAILED);
    assertThat(results.getLast().error()).isEqualTo(Optional.of(ErrorCode.IO));
  }

  /** The archive, but for one identity that its database does not take. */
  private KeyArchive refusing(Identity refused) {
    return (KeyArchive)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyArchive.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("addAll")
                  && ((List<?>) arguments[0])
                      .stream()
                          .map(Identity.class::cast)
                          .anyMatch(each -> each.certificate().equals(refused.certificate()))) {
                throw new SmimeException(ErrorCode.IO, "the database does not take it");
              }
              try {
                return method.invoke(archive, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private long audited(AuditEvent event) {
    return archive.audit().stream().filter(entry -> entry.event() == event).count();
  }

  private List<FileImport> importInto(KeyArchive target) throws IOException {
    return new KeyImport(target, List.of(), Clock.systemUTC()).importAll(List.of(keys));
  }

  private void write(int number, Identity identity) throws Exception {
    Files.writeString(
        keys.resolve("%04d.pem".formatted(number)),
        pem("PRIVATE KEY", identity.privateKey().getEncoded())
            + pem("CERTIFICATE", identity.certificate().x509().getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    String lines = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
