package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** What we export for a program, the program opens: a person's whole history of keys. */
class KeysExportTest {
  @TempDir private Path folder;
  private final TestPki pki = TestPki.shared();

  @BeforeEach
  void furnish() throws IOException {
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(folder.resolve("ca.pem"), TestIdentity.pem(pki.anchor()));
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        """
        archive: {path: keys.db, key-file: master.key, signs-for: [alice@example.org]}
        trust: {anchors: [ca.pem]}
        """);
    Stream.of(
            pki.user("alice@example.org").use(KeyUse.ENCRYPTION).validYears(2016, 2018),
            pki.user("alice@example.org").use(KeyUse.ENCRYPTION).validYears(2019, 2021),
            pki.user("alice@example.org").use(KeyUse.DUAL).validYears(2025, 2030),
            pki.user("alice@example.org").use(KeyUse.SIGNING).validYears(2025, 2030))
        .map(builder -> builder.issue())
        .forEach(this::writePem);
    run("import", "keys").exits(0);
  }

  private void writePem(TestIdentity identity) {
    try {
      Path keys = Files.createDirectories(folder.resolve("keys"));
      Files.writeString(
          keys.resolve(identity.certificate().getSerialNumber() + ".pem"),
          identity.privateKeyPem() + identity.chainPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void opensslOpensWhatIsForItAndWhatIsForOlderSystems() throws IOException {
    Tools.require("openssl");
    for (String target : List.of("openssl", "windows", "macos", "ios")) {
      String password = export(target, "a.p12");
      String listed =
          openssl("pkcs12", "-in", "a.p12", "-nodes", "-passin", "pass:" + password).text();
      assertThat(count(listed, "BEGIN PRIVATE KEY")).as(target).isEqualTo(3);
      assertThat(count(listed, "BEGIN CERTIFICATE")).as(target).isEqualTo(4);
      assertThat(count(listed, "friendlyName: alice@example.org from ")).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"firefox", "thunderbird"})
  void nssOpensIt(String target) throws IOException {
    Tools.require("pk12util", "certutil");
    String password = export(target, "a.p12");
    Files.createDirectory(folder.resolve("nss"));
    run("certutil", List.of("-N", "-d", "sql:nss", "--empty-password"));
    run("pk12util", List.of("-i", "a.p12", "-d", "sql:nss", "-W", password));
    String keys = run("certutil", List.of("-K", "-d", "sql:nss")).text();
    assertThat(keys.lines().filter(line -> line.startsWith("<"))).hasSize(3);
  }

  @Test
  void keytoolOpensIt() throws IOException {
    Tools.require("keytool");
    String password = export("java", "a.p12");
    String listed =
        run("keytool", List.of("-list", "-keystore", "a.p12", "-storepass", password)).text();
    assertThat(count(listed, "PrivateKeyEntry")).isEqualTo(3);
  }

  @Test
  void gnutlsOpensIt() throws IOException {
    Tools.require("certtool");
    String password = export("openssl", "a.p12");
    String listed =
        run(
                "certtool",
                List.of("--p12-info", "--inder", "--infile", "a.p12", "--password", password))
            .text();
    assertThat(count(listed, "BEGIN CERTIFICATE")).isEqualTo(4);
    assertThat(count(listed, "BEGIN ENCRYPTED PRIVATE KEY")).isEqualTo(3);
  }

  @Test
  void gpgsmTakesOneKeyOfEachFile() throws IOException {
    Tools.require("gpgsm", "gpgconf");
    JsonNode export = exportJson("gpgsm", "a.p12");
    assertThat(export.path("files")).hasSize(3);
    try (TemporaryDirectory home = TemporaryDirectory.create()) {
      for (JsonNode file : export.path("files")) {
        assertThat(gpgsm(home, file.asText(), export.path("password").asText()).err())
            .contains("secret keys imported: 1");
      }
      ProgramRun.of("gpgconf")
          .environment("GNUPGHOME", home.path().toString())
          .run("--kill", "all");
    }
  }

  private ProgramRun gpgsm(TemporaryDirectory home, String file, String password) {
    return ProgramRun.of("gpgsm")
        .in(folder)
        .environment("GNUPGHOME", home.path().toString())
        .input((password + "\n").getBytes(StandardCharsets.UTF_8))
        .run("--batch", "--pinentry-mode=loopback", "--passphrase-fd", "0", "--import", file);
  }

  @Test
  void thePasswordIsShownOnceTheFileIsPrivateAndTheAuditKnows() throws IOException {
    CommandRun run =
        run(
                "export",
                "--for",
                "windows",
                "--reason",
                "new laptop",
                "-o",
                "a.p12",
                "alice@example.org")
            .exits(0);
    assertThat(run.text()).containsPattern("password +([a-z2-9]{4}-){4}[a-z2-9]{4} ");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.p12"))))
        .isEqualTo("rw-------");
    String audit = run("audit").exits(0).text();
    assertThat(count(audit, "exported")).isEqualTo(3);
    assertThat(audit).contains("for windows by").contains("new laptop");
  }

  @Test
  void aPasswordOfOnesOwnIsNotShown() throws IOException {
    Files.writeString(folder.resolve("password"), "Größe-und-Weite\n");
    CommandRun run =
        run(
                "export",
                "--for",
                "openssl",
                "--password-file",
                "password",
                "-o",
                "a.p12",
                "alice@example.org")
            .exits(0);
    assertThat(run.text()).doesNotContain("password").doesNotContain("Größe");
    run("import", "--password-file", "password", "a.p12").exits(0);
  }

  @Test
  void aSigningKeyIsNeverExportedAndTheAttemptIsAudited() throws IOException {
    String id = "";
    for (JsonNode entry : run("list", "--json").json().path("identities")) {
      id = entry.path("purpose").asText().equals("signing") ? entry.path("id").asText() : id;
    }
    CommandRun run = run("export", "--for", "openssl", "-o", "a.p12", id).exits(1);
    assertThat(run.err()).contains("never exported");
    assertThat(folder.resolve("a.p12")).doesNotExist();
    assertThat(run("audit").text()).contains("denied");
  }

  @Test
  void theAuthoritiesComeAsP7bAndAsPem() throws IOException {
    Tools.require("openssl");
    String[] words = {
      "export",
      "--for",
      "openssl",
      "-o",
      "a.p12",
      "--ca-p7b",
      "ca.p7b",
      "--ca-pem",
      "cas.pem",
      "alice@example.org"
    };
    run(words).exits(0);
    String p7b = openssl("pkcs7", "-inform", "DER", "-in", "ca.p7b", "-print_certs").text();
    assertThat(count(p7b, "BEGIN CERTIFICATE")).isEqualTo(2);
    assertThat(count(Files.readString(folder.resolve("cas.pem")), "BEGIN CERTIFICATE"))
        .isEqualTo(2);
    openssl("verify", "-CAfile", "cas.pem", "cas.pem");
  }

  private String export(String target, String file) throws IOException {
    return exportJson(target, file).path("password").asText();
  }

  private JsonNode exportJson(String target, String file) throws IOException {
    return run("export", "--for", target, "--json", "-o", file, "alice@example.org")
        .exits(0)
        .json();
  }

  private CommandRun run(String... words) {
    return CommandRun.in(
        folder, Stream.concat(Stream.of("keys"), Stream.of(words)).toArray(String[]::new));
  }

  private ProgramRun openssl(String... arguments) {
    return run("openssl", List.of(arguments));
  }

  private ProgramRun run(String program, List<String> arguments) {
    return ProgramRun.of(program).in(folder).run(arguments).orFail();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
