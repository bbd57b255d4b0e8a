package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Retiring, revoking, destroying; proving the audit and every key. */
class KeysLifecycleTest {
  @TempDir private Path folder;
  private final TestPki pki = TestPki.shared();

  @BeforeEach
  void furnish() throws IOException {
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        "archive: {path: keys.db, key-file: master.key, signs-for: ['@example.org']}");
    Files.createDirectory(folder.resolve("keys"));
    write("a", pki.user("alice@example.org").use(KeyUse.ENCRYPTION).validYears(2016, 2018).issue());
    write("b", pki.user("alice@example.org").use(KeyUse.ENCRYPTION).validYears(2025, 2030).issue());
    write("c", pki.user("alice@example.org").use(KeyUse.SIGNING).validYears(2025, 2030).issue());
    run("import", "keys").exits(0);
  }

  private void write(String name, TestIdentity identity) throws IOException {
    Files.writeString(
        folder.resolve("keys").resolve(name + ".pem"),
        identity.privateKeyPem() + identity.chainPem());
  }

  @Test
  void whatIsRetiredIsNeverActiveAgainAndStillOpens() throws IOException {
    assertThat(run("retire", "alice@example.org").exits(2).err()).contains("--reason");
    JsonNode retired =
        run("retire", "--reason", "left", "--json", "alice@example.org").exits(0).json();
    assertThat(retired.findValuesAsText("state")).containsOnly("decrypt-only");
    write("d", pki.user("alice@example.org").use(KeyUse.ENCRYPTION).validYears(2012, 2014).issue());
    JsonNode later = run("import", "--json", "keys/d.pem").exits(0).json();
    assertThat(later.findValue("state").asText()).isEqualTo("active");
    assertThat(run("verify").exits(0).text()).contains("4 whole");
    assertThat(run("audit", "alice@example.org").text()).contains("retired").contains("left");
  }

  @Test
  void aSigningKeyIsDestroyedAndADecryptionKeyIsNot() throws IOException {
    String signing = id("signing");
    assertThat(run("destroy", "--reason", "lost phone", signing).exits(2).err()).contains("--yes");
    run("destroy", "--yes", "--reason", "lost phone", signing).exits(0);
    assertThat(run("verify").exits(0).text()).contains("2 whole, 1 destroyed");
    CommandRun refused = run("destroy", "--yes", "--reason", "tidy", id("encryption")).exits(1);
    assertThat(refused.err()).contains("never destroyed");
    assertThat(run("retire", "--reason", "x", signing).exits(1).err()).contains("not retired");
  }

  @Test
  void aRevokedIdentityDoesNotEncryptAndItsPredecessorDoes() throws IOException {
    run("revoke", "--reason", "key compromise", id("encryption")).exits(0);
    assertThat(run("list", "alice@example.org").text()).containsPattern("revoked +encryption");
    assertThat(run("verify").text()).contains("3 whole");
  }

  @Test
  void theAuditIsProvenAndNamesTheFirstBrokenLink() throws Exception {
    assertThat(run("audit", "--verify").exits(0).text()).startsWith("whole: ");
    sql("DROP TRIGGER audit_is_final", "UPDATE audit SET detail = 'nothing' WHERE n = 2");
    JsonNode broken = run("audit", "--verify", "--json").exits(1).json();
    assertThat(broken.path("broken").path("number").asInt()).isEqualTo(2);
  }

  @Test
  void aKeyThatDoesNotOpenIsNamedAndTheOthersAreVerified() throws Exception {
    String id = id("encryption");
    sql(
        "DROP TRIGGER decryption_keys_stay",
        "UPDATE identities SET private_key = zeroblob(200) WHERE id = '" + id + "'");
    JsonNode found = run("verify", "--json").exits(1).json();
    assertThat(found.path("whole").asInt()).isEqualTo(2);
    assertThat(found.path("brokenKeys").findValuesAsText("id")).containsExactly(id);
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("keys.db"));
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.executeUpdate(each);
      }
    }
  }

  private String id(String purpose) throws IOException {
    for (JsonNode entry : run("list", "--json").json().path("identities")) {
      if (entry.path("purpose").asText().equals(purpose)) {
        return entry.path("id").asText();
      }
    }
    throw new AssertionError("no " + purpose + " identity");
  }

  private CommandRun run(String... words) {
    return CommandRun.in(
        folder, Stream.concat(Stream.of("keys"), Stream.of(words)).toArray(String[]::new));
  }
}
