package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;

/** The archive in a SQLite file. */
class EmbeddedArchiveTest extends KeyArchiveTest {
  @Override
  ArchivePlace freshPlace(Path folder) {
    Path file = folder.resolve("keys-" + UUID.randomUUID()).resolve("archive.db");
    return new ArchivePlace.Embedded(file);
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws Exception {
    Path file = folder.resolve("own").resolve("archive.db");
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("own.key"));
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2024));
      for (String name : List.of("archive.db", "archive.db-wal", "archive.db-shm")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(file.resolveSibling(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void anotherProcessSeesAnImportAtOnce() {
    Path file = folder.resolve("two.db");
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("two.key"));
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    RecipientIdentifier identifier = ArchiveFixtures.identifiers(identity).get(0);
    try (KeyArchive first = KeyArchives.open(file, master);
        KeyArchive second = KeyArchives.open(file, master)) {
      assertThat(second.find(identifier)).isEmpty();
      first.add(identity);
      assertThat(second.find(identifier)).hasSize(1);
    }
  }
}
