package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.Custodians;
import org.sealgate.quorum.Quorum;

/**
 * Somebody has the right to write and every key of the archive from before its master key changed.
 */
class RowTagsTest {
  @TempDir Path folder;
  private final List<Identity> identities =
      List.of(
          ArchiveFixtures.encryption("alice@example.org", 2000),
          ArchiveFixtures.encryption("alice@example.org", 2003));
  private Path file;
  private MasterKey old;
  private MasterKey next;

  @BeforeEach
  void fill() {
    file = folder.resolve("archive.db");
    old = MasterKey.createdIfAbsent(folder.resolve("old.key"));
    next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    try (KeyArchive archive = KeyArchives.open(file, old)) {
      archive.addAll(identities);
    }
  }

  @Test
  void whoHadAnOlderMasterKeyForgesNoRowOfToday() throws SQLException {
    try (Keyring stolen = keyring(old)) {
      forgeOwner(stolen, "mallory@example.org");
      assertThat(ownersSeenWith(old))
          .as("the forgery is a good one")
          .contains("mallory@example.org");
      KeyArchives.rotateMaster(file, old, next);
      assertThat(ownersSeenWith(next)).contains("mallory@example.org");
      forgeOwner(stolen, "eve@example.org");
      assertThatThrownBy(() -> ownersSeenWith(next)).hasMessageContaining("changed by another");
    }
  }

  @Test
  void nobodyGetsTheMailOfAnotherByAChangeOfTheAddresses() throws SQLException {
    EmailAddress alice = EmailAddress.parse("alice@example.org").orElseThrow();
    try (KeyArchive archive = KeyArchives.open(file, old)) {
      archive.add(ArchiveFixtures.encryption("mallory@example.org", 2020));
    }
    execute("UPDATE addresses SET active = 0 WHERE address = 'alice@example.org'");
    execute("UPDATE addresses SET address = 'alice@example.org' WHERE address LIKE 'mallory%'");
    try (KeyArchive archive = KeyArchives.open(file, old)) {
      assertThatThrownBy(() -> archive.encryptionIdentity(alice))
          .hasMessageContaining("changed by another program");
      assertThatThrownBy(() -> archive.of(alice))
          .hasMessageContaining("changed by another program");
    }
  }

  @Test
  void whoHadAnOlderMasterKeyPutsNoQuorumOfHisOwnIn() {
    Quorum his = Quorum.found(2, Custodians.of(2).known());
    try (KeyArchive archive = KeyArchives.open(file, old)) {
      archive.recovery().found(2, Custodians.of(3).known());
    }
    try (Keyring stolen = keyring(old)) {
      KeyArchives.rotateMaster(file, old, next);
      try (KeyArchive archive = KeyArchives.open(file, next)) {
        assertThat(archive.recovery().quorum()).isPresent();
      }
      putIn(stolen, his);
    }
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      assertThatThrownBy(() -> archive.recovery().quorum()).hasMessageContaining("changed by");
      Identity late = ArchiveFixtures.encryption("alice@example.org", 2020);
      assertThatThrownBy(() -> archive.add(late)).hasMessageContaining("changed by another");
    }
  }

  @Test
  void takingTheKeyOfTheTagsOutIsNoWayBack() throws SQLException {
    KeyArchives.rotateMaster(file, old, next);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var update = connection.createStatement()) {
      update.executeUpdate("UPDATE meta SET value = x'' WHERE name = 'row-tags'");
    }
    assertThatThrownBy(() -> KeyArchives.open(file, next))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
        .hasMessageContaining("lacks the key of the tags");
  }

  private void putIn(Keyring stolen, Quorum his) {
    try (Store store = SqliteStore.open(file)) {
      store.write(connection -> {
        new Quorums(stolen).put(connection, his);
        return true;
      });
    }
  }

  private Keyring keyring(MasterKey key) {
    try (Store store = SqliteStore.open(file)) {
      return Keyring.open(store, key, MasterKeyDerivation.Cost.DEFAULT);
    }
  }

  /** As somebody with the right to write would, who has these keys. */
  private void forgeOwner(Keyring keys, String owner) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var update =
            connection.prepareStatement("UPDATE identities SET owner = ?, tag = ? WHERE seq = 1")) {
      IdentityRow row = rowOne(connection);
      ArchivedIdentity was = row.entry();
      var says =
          new ArchivedIdentity(
              was.id(),
              was.certificate(),
              was.purpose(),
              was.state(),
              was.importedAt(),
              owner,
              was.custody());
      update.setString(1, owner);
      update.setBytes(2, keys.rowTags().of(IdentityRow.tagged(says, row.encoded())));
      update.executeUpdate();
    }
  }

  private static IdentityRow rowOne(Connection connection) throws SQLException {
    try (var select = connection.createStatement();
        var rows =
            select.executeQuery(
                "SELECT " + IdentityRow.COLUMNS + " FROM identities WHERE seq = 1")) {
      rows.next();
      return IdentityRow.of(rows);
    }
  }

  private List<String> ownersSeenWith(MasterKey key) {
    try (KeyArchive archive = KeyArchives.open(file, key)) {
      return archive.list().stream().map(ArchivedIdentity::owner).toList();
    }
  }

  @Test
  void whatTheMasterKeyDoesNotOpenIsTaggedAnewToo() {
    Identity signing = ArchiveFixtures.signing("alice@example.org", 2020);
    EmailAddress alice = EmailAddress.parse("alice@example.org").orElseThrow();
    try (KeyArchive archive = KeyArchives.open(file, old)) {
      archive.add(signing);
      archive.destroySigning(signing.certificate().fingerprint(), "lost");
      archive.recovery().found(2, Custodians.of(3).known());
      archive.recovery().leave(alice, "left");
    }
    assertThat(KeyArchives.rotateMaster(file, old, next)).isZero();
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      assertThat(archive.list()).hasSize(identities.size() + 1);
      assertThat(archive.of(alice))
          .filteredOn(entry -> entry.custody() == Custody.ESCROW)
          .hasSameSizeAs(identities);
      assertThat(archive.recovery().quorum()).isPresent();
      assertThat(archive.verifyAudit()).isEmpty();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
