package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/**
 * A person leaves, and the keys come back by two of three custodians: by the command line alone.
 */
class CustodiansCommandTest {
  @TempDir private Path folder = Path.of("");

  private String out = "";
  private String err = "";

  @BeforeEach
  void furnish() throws IOException {
    TestPki pki = TestPki.shared();
    TestIdentity alice = pki.user("alice@example.org").issue();
    Files.write(folder.resolve("alice.p12"), alice.pkcs12("secret"));
    Files.writeString(folder.resolve("alice.pem"), alice.certificatePem());
    for (int i = 1; i <= 3; i++) {
      TestIdentity custodian = pki.user("c" + i + "@example.org").issue();
      Files.write(folder.resolve("c" + i + ".p12"), custodian.pkcs12("secret"));
      Files.writeString(folder.resolve("c" + i + ".pem"), custodian.certificatePem());
    }
    Files.writeString(folder.resolve("password"), "secret\n");
    Files.writeString(folder.resolve("next"), "other secret\n");
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        "archive:\n  path: keys.db\n  passphrase: file:password\n");
    Files.writeString(
        folder.resolve("plain.eml"),
        "From: b@example.org\nSubject: s\nMIME-Version: 1.0\n\nold contract\n");
    sealgate(0, "keys import --password-file password alice.p12");
    sealgate(0, "encrypt --to alice.pem plain.eml -o sealed.eml");
  }

  private void sealgate(int exit, String command) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            written,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            Optional.empty(),
            false,
            false);
    int code = new Program(terminal).run(command.split(" ", -1));
    out = written.toString(StandardCharsets.UTF_8);
    err = said.toString(StandardCharsets.UTF_8);
    assertThat(code).as("%s%n%s%n%s", command, out, err).isEqualTo(exit);
  }

  private String said(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out);
    assertThat(matcher.find()).as(out).isTrue();
    return matcher.group(1);
  }

  private void init() {
    sealgate(
        0,
        "keys custodians init --threshold 2 --custodian c1.pem --custodian c2.pem"
            + " --custodian c3.pem");
    assertThat(out).contains("2 of 3 custodians").contains("c2@example.org");
  }

  private String request(String what) throws IOException {
    return asked("recover request", what);
  }

  private String asked(String command, String what) throws IOException {
    sealgate(0, "keys " + command + " --reason contracts --by Erika -o request.txt " + what);
    Files.writeString(folder.resolve("code"), said("code +(\\S+)") + "\n");
    return said("request +([0-9a-f]+)");
  }

  private void approve(String id, int custodian) {
    sealgate(
        0,
        "keys recover approve --password-file password --identity c"
            + custodian
            + ".p12 -o vote request.txt");
    assertThat(out).contains("contracts").contains("Erika");
    sealgate(0, "keys recover vote " + id + " vote");
  }

  @Test
  void whoLeftIsOpenedByTwoOfThree() throws IOException {
    init();
    sealgate(0, "decrypt sealed.eml -o opened.eml");
    sealgate(1, "keys export --for openssl -o stolen.p12 alice@example.org");
    assertThat(err).contains("custodians");
    sealgate(0, "keys leave --reason left alice@example.org");
    assertThat(out).contains("in escrow");
    sealgate(1, "decrypt sealed.eml -o opened.eml");

    String id = request("alice@example.org");
    approve(id, 1);
    sealgate(1, "keys recover collect --code-file code -o alice-back.p12 " + id);
    assertThat(err).contains("1 of 2");
    approve(id, 3);
    sealgate(0, "keys recover collect --code-file code -o alice-back.p12 " + id);
    Files.writeString(folder.resolve("back"), said("password +(\\S+)") + "\n");
    sealgate(0, "decrypt --identity alice-back.p12 --password-file back sealed.eml -o opened.eml");
    assertThat(Files.readString(folder.resolve("opened.eml"))).contains("old contract");
    sealgate(1, "keys recover collect --code-file code -o again.p12 " + id);
    sealgate(0, "keys recover list");
    assertThat(out).contains("collected");
    sealgate(0, "keys audit --verify");
  }

  @Test
  void whoComesBackIsDecryptedForAgain() throws IOException {
    init();
    sealgate(0, "keys leave --reason left alice@example.org");
    sealgate(1, "decrypt sealed.eml -o opened.eml");

    String id = asked("return", "alice@example.org");
    sealgate(0, "keys recover show request.txt");
    assertThat(out).contains("back in the hands of the gateway").contains("alice@example.org");
    approve(id, 1);
    sealgate(1, "keys recover collect --code-file code " + id);
    assertThat(err).contains("1 of 2");
    sealgate(1, "decrypt sealed.eml -o opened.eml");
    approve(id, 3);
    sealgate(0, "keys recover collect --code-file code " + id);
    assertThat(out).contains("alice@example.org").doesNotContain("in escrow");
    sealgate(0, "decrypt sealed.eml -o opened.eml");
    assertThat(Files.readString(folder.resolve("opened.eml"))).contains("old contract");

    sealgate(1, "keys recover collect --code-file code " + id);
    assertThat(err).contains("closed");
    sealgate(1, "keys return --reason again -o request.txt alice@example.org");
    assertThat(err).contains("nothing of alice@example.org is in escrow");
    sealgate(0, "keys audit alice@example.org");
    assertThat(out).contains("escrowed").contains("returned");
    sealgate(0, "keys audit --verify");
  }

  @Test
  void namedMailsAreOpenedWithoutAKey() throws IOException {
    init();
    sealgate(0, "keys leave --reason left alice@example.org");
    String id = request("--mail sealed.eml alice@example.org");
    approve(id, 1);
    approve(id, 2);
    sealgate(0, "keys recover collect --code-file code -o opened " + id + " sealed.eml");
    assertThat(Files.readString(folder.resolve("opened/sealed.eml"))).contains("old contract");
  }

  @Test
  void aBackupIsProvedAndRestoredAndTheMasterKeyChanged() throws IOException {
    sealgate(0, "keys backup --key-file backup.key keys.backup");
    sealgate(0, "keys backup --verify --key-file backup.key keys.backup");
    assertThat(out).contains("1 of 1 test mails opened");
    sealgate(1, "keys restore --key-file backup.key keys.backup");
    assertThat(err).contains("overwrites nothing");
    sealgate(0, "keys restore --key-file backup.key --to restored.db keys.backup");
    sealgate(0, "keys rotate-master --new-passphrase-file next");
    sealgate(3, "keys list");
    Files.move(
        folder.resolve("next"), folder.resolve("password"), StandardCopyOption.REPLACE_EXISTING);
    sealgate(0, "decrypt sealed.eml -o opened.eml");
    sealgate(0, "keys audit --checkpoint");
    Files.writeString(folder.resolve("kept"), out);
    sealgate(0, "keys audit --verify --against kept");
  }
}
