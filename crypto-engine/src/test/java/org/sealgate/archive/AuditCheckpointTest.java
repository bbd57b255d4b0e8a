package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCheckpointTest {
  @TempDir Path folder;

  @Test
  void whoWritesTheAuditAnewWithEveryKeyIsFoundOutByALineKeptElsewhere() throws SQLException {
    Path file = folder.resolve("archive.db");
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    AuditCheckpoint kept;
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2020));
      kept = AuditCheckpoint.parse(archive.checkpoint().line());
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2024));
      assertThat(archive.verifyAudit(List.of(kept))).isEmpty();
    }
    forge(file, master);
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      assertThat(archive.verifyAudit()).as("the chain alone shows nothing").isEmpty();
      assertThat(archive.verifyAudit(List.of(kept)))
          .hasValueSatisfying(link -> assertThat(link.number()).isEqualTo(kept.number()));
    }
  }

  /** Everything of the audit written anew with the archive's own means, without the checkpoints. */
  private static void forge(Path file, MasterKey master) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var sql = connection.createStatement()) {
      sql.executeUpdate("DROP TRIGGER audit_stays");
      sql.executeUpdate("DROP TRIGGER checkpoints_stay");
      sql.executeUpdate("DELETE FROM audit");
      sql.executeUpdate("DELETE FROM checkpoints");
      sql.executeUpdate("DELETE FROM meta WHERE name = 'audit-head'");
    }
    try (Store store = SqliteStore.open(file);
        Keyring keyring = Keyring.open(store, master, MasterKeyDerivation.Cost.DEFAULT)) {
      AuditChain chain = new AuditChain(keyring.archive(), Clock.systemUTC());
      store.write(connection -> {
        for (int i = 0; i < 5; i++) {
          chain.append(connection, AuditEvent.IMPORTED, "", "nothing happened");
        }
        return true;
      });
    }
  }

  @Test
  void anotherKeySignsNoCheckpointOfThisArchive() {
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    try (KeyArchive archive = KeyArchives.open(folder.resolve("archive.db"), master);
        KeyArchive other = KeyArchives.open(folder.resolve("other.db"), master)) {
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2020));
      other.add(ArchiveFixtures.encryption("alice@example.org", 2020));
      archive.checkpoint();
      assertThat(archive.verifyAudit(List.of(other.checkpoint())))
          .hasValueSatisfying(link -> assertThat(link.reason()).contains("not this archive's"));
    }
  }
}
