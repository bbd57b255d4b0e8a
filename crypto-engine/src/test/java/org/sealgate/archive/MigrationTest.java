package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.Migration.Forbid;
import org.sealgate.archive.Migration.Sql;
import org.sealgate.certificate.EmailAddress;

/**
 * An archive as the first release wrote it: two encryption identities of Alice, one of Bob that is
 * revoked, a signing identity of Bob that is destroyed.
 */
class MigrationTest {
  private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();

  @TempDir Path folder;
  private Path file;
  private MasterKey master;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("archive.db");
    Path key = folder.resolve("master.key");
    byte[] octets = new byte[MasterKey.KeyFileOctets.LENGTH];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    MasterKey.KeyFileOctets.writeIfAbsent(key, octets);
    master = MasterKey.inFile(key);
    execute(file, dump());
  }

  private static String dump() throws IOException {
    try (InputStream in = MigrationTest.class.getResourceAsStream("format-1.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void execute(Path file, String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  @Test
  void anArchiveOfTheFirstFormatOpensWithAllItHolds() {
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      ArchiveInvariants.check(archive);
      assertThat(archive.list())
          .extracting(ArchivedIdentity::state)
          .containsExactlyInAnyOrder(
              KeyState.ACTIVE, KeyState.DECRYPT_ONLY, KeyState.REVOKED, KeyState.DESTROYED);
      assertThat(archive.audit())
          .extracting(AuditEntry::event)
          .contains(AuditEvent.EXPORTED, AuditEvent.DESTROYED, AuditEvent.REVOKED);
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2026));
      assertThat(archive.of(ALICE)).hasSize(3);
    }
    SqliteStore store = SqliteStore.open(file);
    assertThat(store.snapshot(store.dialect()::format)).isEqualTo(Migrations.ALL.size());
    store.close();
  }

  @Test
  void aChangeOfTheMasterKeyGivesItsRowsTagsOfTheirOwn() {
    MasterKey next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    assertThat(KeyArchives.rotateMaster(file, master, next)).isEqualTo(3);
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      ArchiveInvariants.check(archive);
      assertThat(archive.list()).hasSize(4);
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      boolean hasItsOwn =
          store.read(connection ->
              Meta.get(connection, "row-tags").isPresent()
                  && Meta.get(connection, "previous-row-tags").isEmpty());
      assertThat(hasItsOwn).isTrue();
    }
  }

  @Test
  void aFreshArchiveAndAMigratedOneHaveTheSameTables() throws Exception {
    Path fresh = folder.resolve("fresh.db");
    SqliteStore.open(file).close();
    SqliteStore.open(fresh).close();
    assertThat(tables(file)).isEqualTo(tables(fresh));
  }

  private static List<String> tables(Path file) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT type || ' ' || name || ' ' || tbl_name FROM sqlite_master ORDER BY 1")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static List<Migration> withOneMore(String... statements) {
    List<Migration> all = new ArrayList<>(Migrations.ALL);
    List<Migration.Step> steps = new ArrayList<>();
    for (String statement : statements) {
      steps.add(new Sql(statement));
    }
    steps.add(new Forbid("nothing_goes", "DELETE", "meta", "", "nothing goes"));
    all.add(new Migration(all.size() + 1, "a table more", steps));
    return all;
  }

  @Test
  void theNextFormatIsReachedOnceHoweverManyTry() throws Exception {
    List<Migration> next = withOneMore("CREATE TABLE extra (n {long}, o {octets})");
    Callable<Integer> opening =
        () -> {
          try (SqliteStore store = SqliteStore.open(file, next)) {
            return store.snapshot(store.dialect()::format);
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var format : threads.invokeAll(List.of(opening, opening, opening, opening))) {
        assertThat(format.get()).isEqualTo(next.size());
      }
    }
    assertThatThrownBy(() -> execute(file, "DELETE FROM meta")).hasMessageContaining("nothing");
  }

  @Test
  void whatANewerProgramWroteIsRefused() {
    SqliteStore.open(file, withOneMore("CREATE TABLE extra (n {long})")).close();
    assertThatThrownBy(() -> KeyArchives.open(file, master))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("or newer");
  }

  @Test
  void aMigrationThatFailsChangesNothing() throws Exception {
    List<String> before = tables(file);
    List<Migration> broken = withOneMore("CREATE TABLE extra (n {long})", "CREATE TABLE meta (n)");
    assertThatThrownBy(() -> SqliteStore.open(file, broken)).isInstanceOf(SmimeException.class);
    assertThat(tables(file)).containsAll(before).noneMatch(each -> each.contains("extra"));
    KeyArchives.open(file, master).close();
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
    Path other = folder.resolve("other.db");
    execute(other, "CREATE TABLE music (title TEXT)");
    assertThatThrownBy(() -> KeyArchives.open(other, master))
        .hasMessageContaining("no key archive");
    assertThat(tables(other)).containsExactly("table music music");
  }
}
