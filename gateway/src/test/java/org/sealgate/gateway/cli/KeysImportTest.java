package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Importing what people really have, and the report on it. */
class KeysImportTest {
  @TempDir private Path folder;
  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity old =
      pki.user("alice.smith@example.org").use(KeyUse.ENCRYPTION).validYears(2015, 2017).issue();

  @BeforeEach
  void furnish() throws IOException {
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(folder.resolve("ca.pem"), TestIdentity.pem(pki.anchor()));
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        """
        archive: {path: keys.db, key-file: master.key}
        trust: {anchors: [ca.pem]}
        """);
    Files.createDirectory(folder.resolve("keys"));
  }

  @Test
  void aMixOfEverythingIsJoinedAndReportedByTheSchema() throws IOException {
    TestIdentity bob = pki.user("bob@example.org").issue();
    Files.write(folder.resolve("keys/a.p12"), alice.pkcs12("eins"));
    Files.writeString(folder.resolve("keys/b.key"), bob.privateKeyPem());
    zip("keys/c.zip", "bob/chain.pem", bob.chainPem().getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("keys/notes.txt"), "nothing to see");
    Files.writeString(folder.resolve("keys/lone.key"), old.privateKeyPem());
    Files.writeString(folder.resolve("passwords"), "zwei\r\neins\r\n");

    CommandRun run = run("--passwords", "passwords", "--json", "keys").exits(1);
    JsonNode report = run.json();
    assertThat(Schema.of(Path.of("..", "docs", "keys-import.schema.json")).problems(report))
        .isEmpty();
    assertThat(report.path("summary").path("new").asInt()).isEqualTo(2);
    assertThat(report.path("summary").path("ignored").asInt()).isEqualTo(1);
    assertThat(report.findValuesAsText("error")).containsExactly("no-certificate");
    JsonNode first = report.path("files").get(0).path("identities").get(0);
    assertThat(first.path("checks").findValuesAsText("outcome"))
        .containsOnly("good", "skipped", "warning")
        .doesNotContain("bad");

    run("--passwords", "passwords", "keys/a.p12").exits(0);
    assertThat(run("--passwords", "passwords", "keys/a.p12").text()).contains("known already");
  }

  @Test
  void passwordsComeFromStandardInputToo() throws IOException {
    Files.write(folder.resolve("a.p12"), alice.pkcs12("größer"));
    CommandRun run =
        CommandRun.withInput(
            folder, "one\ngrößer\n", "keys", "import", "--passwords", "-", "a.p12");
    run.exits(0);
  }

  @Test
  void aListOfPasswordsIsReadAsAnyEditorSavesIt() throws IOException {
    Files.write(folder.resolve("a.p12"), alice.pkcs12("größer"));
    String list = "one\r\n\r\ngrößer\r\n";
    Files.write(folder.resolve("1"), ("\uFEFF" + list).getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("2"), ("\uFEFF" + list).getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("3"), list.getBytes(StandardCharsets.ISO_8859_1));
    for (String each : List.of("1", "2", "3")) {
      run("--passwords", each, "a.p12").exits(0);
    }
  }

  @Test
  void aFormerNameIsTakenWhereTheOperatorSaysSo() throws IOException {
    Files.writeString(folder.resolve("old.pem"), old.privateKeyPem() + old.chainPem());
    assertThat(run("--owner", "alice@example.org", "old.pem").exits(1).text())
        .contains("BAD")
        .contains("add --other-addresses");
    CommandRun taken =
        run("--owner", "alice@example.org", "--other-addresses", "--json", "old.pem").exits(0);
    assertThat(taken.json().findValue("owner").asText()).isEqualTo("alice@example.org");
    assertThat(checkOf(taken.json(), "validity")).isEqualTo("warning");
    assertThat(checkOf(taken.json(), "chain")).isEqualTo("good");
  }

  @Test
  void whatACrlRevokesIsImportedAndNotUsedToEncryptTo() throws Exception {
    Files.writeString(folder.resolve("a.pem"), alice.privateKeyPem() + alice.chainPem());
    Files.write(
        folder.resolve("ca.crl"),
        pki.crl()
            .revoke(alice.certificate(), Instant.now().minusSeconds(7200), 1)
            .issue()
            .getEncoded());
    JsonNode report = run("--crl", "ca.crl", "--json", "a.pem").exits(0).json();
    assertThat(checkOf(report, "revocation")).isEqualTo("warning");
    assertThat(report.findValue("state").asText()).isEqualTo("revoked");
  }

  @Test
  void aSigningIdentityOfSomebodyWhoSignsElsewhereIsLeftOutAndTheRestOfTheFileTaken()
      throws Exception {
    TestIdentity signing = pki.user("alice@example.org").use(KeyUse.SIGNING).freshKey().issue();
    Files.writeString(
        folder.resolve("both.pem"),
        old.privateKeyPem() + old.chainPem() + signing.privateKeyPem() + signing.certificatePem());
    JsonNode report = run("--json", "both.pem").exits(1).json();
    assertThat(Schema.of(Path.of("..", "docs", "keys-import.schema.json")).problems(report))
        .isEmpty();
    assertThat(report.findValuesAsText("outcome")).contains("imported");
    assertThat(report.findValue("error").asText()).isEqualTo("refused");
    assertThat(report.findValue("refusal").asText())
        .contains("alice@example.org")
        .contains("archive.signs-for");
    assertThat(report.path("summary").path("new").asInt()).isEqualTo(1);

    String yaml = Files.readString(folder.resolve("sealgate.yaml"));
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        yaml.replace("master.key}", "master.key, signs-for: ['@example.org']}"));
    assertThat(run("both.pem").exits(0).text()).contains("1 identities new, 1 known");
  }

  @Test
  void withoutAnchorsNothingIsSaidOfTrust() throws IOException {
    Files.writeString(
        folder.resolve("sealgate.yaml"), "archive: {path: keys.db, key-file: master.key}");
    Files.writeString(folder.resolve("a.pem"), alice.privateKeyPem() + alice.chainPem());
    JsonNode report = run("--json", "a.pem").exits(0).json();
    assertThat(checkOf(report, "trust")).isEqualTo("skipped");
    assertThat(checkOf(report, "revocation")).isEqualTo("skipped");
  }

  @Test
  void aBrokenZipDoesNotKeepTheOthersOut() throws IOException {
    Files.writeString(folder.resolve("keys/a.pem"), alice.privateKeyPem() + alice.chainPem());
    Files.write(folder.resolve("keys/broken.zip"), new byte[] {'P', 'K', 3, 4, 1, 2, 3, 4, 5, 6});
    run("keys");
    assertThat(CommandRun.in(folder, "keys", "list").text()).contains("alice@example.org");
  }

  private static String checkOf(JsonNode report, String name) {
    for (JsonNode check : report.findValue("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check.path("outcome").asText();
      }
    }
    throw new AssertionError("no check " + name + " in " + report);
  }

  private CommandRun run(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "keys";
    all[1] = "import";
    System.arraycopy(words, 0, all, 2, words.length);
    return CommandRun.in(folder, all);
  }

  private void zip(String name, String entry, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
  }
}
