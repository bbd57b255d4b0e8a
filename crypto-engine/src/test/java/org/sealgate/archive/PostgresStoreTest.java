package org.sealgate.archive;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.server.FreePort;
import org.sealgate.fixtures.server.PostgreSql;

class PostgresStoreTest {
  @TempDir Path folder;
  private PostgreSql server;
  private ArchivePlace.Shared place;
  private MasterKey master;

  @BeforeAll
  static void requireServer() {
    PostgreSql.require();
  }

  @BeforeEach
  void prepare() {
    server = PostgreSql.shared();
    place = ArchivePlace.Shared.in(server);
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
  }

  private AbstractThrowableAssert<?, ?> opening(ArchiveLocation location, ErrorCode code) {
    return assertThatThrownBy(
            () -> KeyArchives.open(location, master, KeyArchives.Settings.DEFAULT).close())
        .isInstanceOfSatisfying(SmimeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageNotContaining(PostgreSql.PASSWORD);
  }

  private ArchiveLocation at(String url) {
    return ArchiveLocation.of(
        url.replace("://", "://" + PostgreSql.USER + "@"),
        Optional.of(Secret.of(PostgreSql.PASSWORD)));
  }

  @Test
  void aWrongPasswordIsAMatterOfConfiguration() {
    opening(place.as(PostgreSql.USER, "not-the-password"), ErrorCode.CONFIGURATION)
        .hasMessageContaining("check user and password")
        .hasMessageNotContaining("not-the-password");
    opening(ArchiveLocation.of(server.url("x"), Optional.empty()), ErrorCode.CONFIGURATION);
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    opening(at("postgresql://127.0.0.1:" + FreePort.next() + "/keys"), ErrorCode.UNAVAILABLE)
        .hasMessageContaining("does not answer");
  }

  @Test
  void aMissingDatabaseOrSchemaIsNamed() {
    String url = server.url(place.schema());
    opening(at(url.replace("/keys?", "/nothing?")), ErrorCode.CONFIGURATION)
        .hasMessageContaining("nothing");
    opening(at(server.url("no_such_schema")), ErrorCode.CONFIGURATION)
        .hasMessageContaining("CREATE SCHEMA");
  }

  @Test
  void tablesOfAnotherProgramAreLeftAlone() throws Exception {
    place.execute("CREATE TABLE music (title TEXT)");
    opening(place.location(), ErrorCode.MALFORMED).hasMessageContaining("schema of its own");
  }

  @Test
  void theServersCertificateIsCheckedWhereThatIsAsked() throws Exception {
    String url = server.url(place.schema()) + "&sslmode=verify-full&sslrootcert=";
    Path right = folder.resolve("right.pem");
    Files.writeString(right, TestIdentity.pem(server.anchor()));
    KeyArchives.open(at(url + right), master, KeyArchives.Settings.DEFAULT).close();
    Path wrong = folder.resolve("wrong.pem");
    Files.writeString(wrong, TestIdentity.pem(TestPki.named("another").anchor()));
    opening(at(url + wrong), ErrorCode.CONFIGURATION).hasMessageContaining("TLS");
    opening(at(server.url(place.schema()) + "&sslmode=verify-full"), ErrorCode.CONFIGURATION)
        .hasMessageContaining("TLS");
  }

  @Test
  void aWriterWaitsForAnotherOnlySoLong() throws Exception {
    KeyArchive archive =
        KeyArchives.open(
            at(server.url(place.schema()) + "&options=-c%20lock_timeout=200ms"),
            master,
            KeyArchives.Settings.DEFAULT);
    try (archive;
        var other = place.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "SELECT pg_advisory_xact_lock(" + 0x53674B41 + ", hashtext(current_schema()::text))");
      assertThatThrownBy(() -> archive.add(ArchiveFixtures.encryption("a@example.org", 2024)))
          .isInstanceOfSatisfying(
              SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
          .hasMessageContaining("busy");
      other.rollback();
      assertThat(archive.add(ArchiveFixtures.encryption("a@example.org", 2024)).isNew()).isTrue();
    }
  }

  @Test
  void aGatewayNeedsNoMoreThanIsDocumented() throws Exception {
    place.open(master).close();
    server.execute(
        "DROP ROLE IF EXISTS gateway; CREATE ROLE gateway LOGIN PASSWORD 'gateway-secret'");
    opening(place.as("gateway", "gateway-secret"), ErrorCode.CONFIGURATION);
    server.execute(grants(place.schema()));
    EmailAddress alice = EmailAddress.parse("alice@example.org").orElseThrow();
    try (KeyArchive archive =
        KeyArchives.open(
            place.as("gateway", "gateway-secret"), master, KeyArchives.Settings.DEFAULT)) {
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2020));
      String id = archive.add(ArchiveFixtures.encryption("alice@example.org", 2024)).entry().id();
      String signing = archive.add(ArchiveFixtures.signing("alice@example.org", 2024)).entry().id();
      archive.destroySigning(signing, "left");
      archive.revoked(id, "lost");
      assertThat(archive.encryptionIdentity(alice)).isPresent();
      ArchiveInvariants.check(archive);
    }
    for (String statement :
        new String[] {
          "TRUNCATE audit",
          "DELETE FROM audit",
          "ALTER TABLE identities DISABLE TRIGGER ALL",
          "DROP TABLE audit",
          "SET session_replication_role = replica"
        }) {
      assertThatThrownBy(() -> asGateway(statement))
          .as(statement)
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
    server.execute("DROP OWNED BY gateway; DROP ROLE gateway");
  }

  /** What docs/key-archive-storage.md tells the administrator to grant. */
  private static String grants(String schema) throws IOException {
    try (Stream<String> page = Files.lines(Path.of("..", "docs", "key-archive-storage.md"))) {
      return page.filter(line -> line.startsWith("GRANT "))
          .map(line -> line.replace("SCHEMA public", "SCHEMA " + schema))
          .collect(joining("\n", "SET search_path TO " + schema + ";\n", "\n"));
    }
  }

  private void asGateway(String statement) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:" + server.url(place.schema()), "gateway", "gateway-secret");
        var sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  @Test
  void notEvenTheOwnerEmptiesATable() {
    place.open(master).close();
    for (String table : new String[] {"identities", "addresses", "audit", "segments"}) {
      assertThatThrownBy(() -> place.execute("TRUNCATE " + table + " CASCADE"))
          .as(table)
          .hasMessageContaining("ERROR");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:hunter2@db.example.org/keys",
        "postgresql://db.example.org/keys?user=me&password=hunter2",
        "jdbc:postgresql://db.example.org/keys?sslpassword=hunter2",
        "mysql://hunter2@db.example.org/keys",
        "postgresql://db.example.org"
      })
  void aUrlWithASecretOrWithoutADatabaseIsRefused(String url) {
    assertThatThrownBy(() -> PostgresUrl.parse(url))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aUrlIsReadAsItIsWritten() {
    PostgresUrl url =
        PostgresUrl.parse("jdbc:postgresql://key%20keeper@a:1,[::1]:2/keys?sslmode=require&x=%26");
    assertThat(url.hosts()).isEqualTo("a:1,[::1]:2");
    assertThat(url.user()).hasValue("key keeper");
    assertThat(url.parameters()).containsEntry("sslmode", "require").containsEntry("x", "&");
    assertThat(url.isLoopback()).isFalse();
    assertThat(PostgresUrl.parse("postgresql://127.0.0.1:5433,localhost/k").isLoopback()).isTrue();
    assertThat(url).hasToString("postgresql://a:1,[::1]:2/keys");
  }
}
