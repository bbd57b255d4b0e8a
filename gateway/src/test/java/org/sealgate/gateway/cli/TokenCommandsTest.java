package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.token.SoftHsm;
import org.sealgate.fixtures.token.TestToken;

/** Tokens on the command line and in the configuration. */
class TokenCommandsTest {
  private static final TestPki PKI = TestPki.shared();
  private static final TestIdentity ALICE = PKI.user("alice@example.org").freshKey().issue();
  private static TestToken token;
  private static TestToken other;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void fill() {
    token = SoftHsm.require().gateway();
    other = SoftHsm.require().other();
    token.add(ALICE, "alice");
  }

  @BeforeEach
  void furnish() throws IOException {
    write("plain.eml", TestMails.plain("alice@example.org", "bob@example.net", "Hello"));
    write(
        "alice.pem", (ALICE.certificatePem() + ALICE.chainPem()).getBytes(StandardCharsets.UTF_8));
    write("ca.pem", TestIdentity.pem(PKI.anchor()).getBytes(StandardCharsets.UTF_8));
    write("alice.p12", ALICE.pkcs12("secret"));
    write("password", "secret\n".getBytes(StandardCharsets.UTF_8));
    Files.copy(token.pinFile(), folder.resolve("token.pin"));
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private void configure(String yaml) throws IOException {
    write("sealgate.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private CommandRun run(String... words) {
    return CommandRun.in(folder, words);
  }

  @Test
  void signsAndDecryptsWithAUri() throws IOException {
    run("sign", "--identity", token.uri("alice"), "plain.eml", "-o", "signed.eml").exits(0);
    run("verify", "--trust", "ca.pem", "signed.eml").exits(0);
    run("encrypt", "--to", "alice.pem", "plain.eml", "-o", "sealed.eml").exits(0);
    run("decrypt", "--identity", token.uri(), "--content", "sealed.eml", "-o", "opened").exits(0);
    assertThat(folder.resolve("opened")).content().contains("Content-Type");
  }

  @Test
  void thePinIsFoundInAFileBesideWhereItIsRunAndNeverInTheUri() {
    String uri = "pkcs11:token=gate%20way;object=alice?module-path=" + token.module();
    run("sign", "--identity", uri + "&pin-source=file:token.pin", "plain.eml", "-o", "1").exits(0);
    assertThat(run("sign", "--identity", uri, "plain.eml", "-o", "2").exits(2).err())
        .contains("the PIN of the token 'gate way' is missing")
        .hasLineCount(1);
    assertThat(
            run("sign", "--identity", uri + "&pin-value=7355608", "plain.eml", "-o", "3")
                .exits(2)
                .err())
        .contains("pin-value would show the PIN")
        .doesNotContain("7355608")
        .hasLineCount(1);
  }

  @Test
  void saysInOneLineWhatIsWrong() throws IOException {
    write("wrong.pin", "wrong\n".getBytes(StandardCharsets.UTF_8));
    String wrong =
        "pkcs11:token=other?module-path=" + other.module() + "&pin-source=file:wrong.pin";
    assertThat(run("decrypt", "--identity", wrong, "plain.eml", "-o", "out").exits(3).err())
        .contains("the PIN does not open the token 'other'")
        .hasLineCount(1);
    String missing = token.uri().replace("gate%20way", "nowhere");
    assertThat(run("decrypt", "--identity", missing, "plain.eml", "-o", "out").exits(3).err())
        .contains("the token 'nowhere' is not there")
        .hasLineCount(1);
    assertThat(
            run("sign", "--identity", token.uri("nobody"), "plain.eml", "-o", "out").exits(1).err())
        .contains("labelled 'nobody'")
        .hasLineCount(1);
  }

  @Test
  void theConfigurationSignsAndDecryptsWithItsTokens() throws IOException {
    configure("trust: {anchors: [ca.pem]}\ntokens: [\"" + token.uri("alice") + "\"]\n");
    run("sign", "plain.eml", "-o", "signed.eml").exits(0);
    run("verify", "signed.eml").exits(0);
    run("encrypt", "--to", "alice.pem", "signed.eml", "-o", "sealed.eml").exits(0);
    run("decrypt", "sealed.eml", "-o", "opened.eml").exits(0);
    run("verify", "opened.eml").exits(0);
    assertThat(run("doctor").text()).containsPattern("ok +token +the token 'gate way' opens, with");
  }

  @Test
  void theMasterKeyMovesToATokenAndBack() throws IOException {
    String master = other.uri("cli master");
    write("passphrase", "four words of it\n".getBytes(StandardCharsets.UTF_8));
    String onPassphrase = "archive: {path: keys.db, passphrase: \"file:passphrase\"}\n";
    String onToken = "archive: {path: keys.db, token: \"" + master + "\"}\n";
    configure(onPassphrase);
    run("keys", "import", "--password-file", "password", "alice.p12").exits(0);
    run("keys", "rotate-master", "--new-token", master).exits(0);
    assertThat(run("keys", "verify").exits(3).err()).contains("opens with a key on a token");
    configure(onToken);
    run("keys", "verify").exits(0);
    assertThat(run("doctor").text())
        .containsPattern("ok +key archive")
        .contains("the token 'other' opens, with the master key 'cli master'");
    run("encrypt", "--to", "alice.pem", "plain.eml", "-o", "sealed.eml").exits(0);
    run("decrypt", "sealed.eml", "-o", "opened.eml").exits(0);
    run("keys", "rotate-master", "--new-passphrase-file", "passphrase").exits(0);
    configure(onPassphrase);
    run("keys", "verify").exits(0);
  }

  @Test
  void aBackupOfAnArchiveOnATokenRestoresUnderItsOwnKey() throws IOException {
    configure("archive: {path: keys.db, token: \"" + other.uri("backed up") + "\"}\n");
    run("keys", "import", "--password-file", "password", "alice.p12").exits(0);
    run("keys", "backup", "--key-file", "backup.key", "backup").exits(0);
    run("keys", "backup", "--verify", "--key-file", "backup.key", "backup").exits(0);
    run("keys", "restore", "--key-file", "backup.key", "--to", "restored.db", "backup").exits(0);
    configure("archive: {path: restored.db, token: \"" + other.uri("backed up") + "\"}\n");
    run("keys", "verify").exits(0);
  }

  @Test
  void doctorMakesNothingAndSaysWhatDoesNotOpen() throws IOException {
    configure(
        "archive: {path: keys.db, token: \"%s\"}\ntokens: [\"%s\"]\n"
            .formatted(other.uri("not made"), token.uri().replace("gate%20way", "nowhere")));
    assertThat(run("doctor").exits(1).text())
        .containsPattern("broken +token +the token 'nowhere' is not there")
        .contains("has no key 'not made': a new archive makes it");
    assertThat(other.objects()).doesNotContain("not made");
    assertThat(folder.resolve("keys.db")).doesNotExist();
  }
}
