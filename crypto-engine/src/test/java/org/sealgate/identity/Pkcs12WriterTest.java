package org.sealgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** A person's history of three keys in one file, opened by us and by other programs. */
class Pkcs12WriterTest {
  private static final String PASSWORD = "Vier-Worte-und-1-Zahl";

  @TempDir Path folder;
  private final List<Identity> history =
      List.of(of(2016, KeyUse.ENCRYPTION), of(2019, KeyUse.ENCRYPTION), of(2025, KeyUse.DUAL));

  private static Identity of(int year, KeyUse use) {
    TestIdentity issued =
        TestPki.shared().user("alice@example.org").use(use).validYears(year, year + 2).issue();
    return new Identity(
        MailCertificate.of(issued.certificate()), issued.chain(), issued.privateKey());
  }

  @ParameterizedTest
  @EnumSource(Pkcs12Target.class)
  void weReadWhatWeWrite(Pkcs12Target target) {
    byte[] file = Pkcs12Writer.write(history, Secret.of("Größe"), target);
    IdentityFile read = IdentityFile.read(file, List.of(Secret.of("Größe")));
    assertThat(read.identities())
        .extracting(identity -> identity.certificate().fingerprint())
        .containsExactlyElementsOf(
            history.stream().map(identity -> identity.certificate().fingerprint()).toList());
    assertThat(read.identities())
        .allSatisfy(identity -> assertThat(identity.chain()).isEqualTo(history.get(0).chain()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Pkcs12Target.class,
      names = {"OPENSSL", "LEGACY"})
  void opensslOpensIt(Pkcs12Target target) throws IOException {
    Tools.require("openssl");
    write(target);
    String listed = run("openssl", "pkcs12 -in a.p12 -passin pass:" + PASSWORD + " -nodes").text();
    assertThat(count(listed, "BEGIN PRIVATE KEY")).isEqualTo(3);
    assertThat(count(listed, "BEGIN CERTIFICATE")).isEqualTo(4);
  }

  @Test
  void keytoolOpensIt() throws IOException {
    Tools.require("keytool");
    write(Pkcs12Target.JAVA);
    String listed = run("keytool", "-list -keystore a.p12 -storepass " + PASSWORD).text();
    assertThat(count(listed, "PrivateKeyEntry")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Pkcs12Target.class,
      names = {"FIREFOX", "LEGACY"})
  void nssOpensIt(Pkcs12Target target) throws IOException {
    Tools.require("pk12util", "certutil");
    write(target);
    Files.createDirectory(folder.resolve("nss"));
    run("certutil", "-N -d sql:nss --empty-password");
    run("pk12util", "-i a.p12 -d sql:nss -W " + PASSWORD);
    String keys = run("certutil", "-K -d sql:nss").text();
    assertThat(keys.lines().filter(line -> line.startsWith("<"))).hasSize(3);
  }

  @Test
  void gnutlsOpensIt() throws IOException {
    Tools.require("certtool");
    write(Pkcs12Target.OPENSSL);
    String listed =
        run("certtool", "--p12-info --inder --infile a.p12 --password " + PASSWORD).text();
    assertThat(count(listed, "BEGIN CERTIFICATE")).isEqualTo(4);
  }

  @Test
  void gpgsmOpensIt() throws IOException {
    Tools.require("gpgsm");
    Files.write(
        folder.resolve("a.p12"),
        Pkcs12Writer.write(history.subList(2, 3), Secret.of(PASSWORD), Pkcs12Target.GPGSM));
    Path home = Files.createTempDirectory("sgpg");
    try {
      ProgramRun imported =
          ProgramRun.of("gpgsm")
              .in(folder)
              .environment("GNUPGHOME", home.toString())
              .input((PASSWORD + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .run(
                  "--batch",
                  "--pinentry-mode=loopback",
                  "--passphrase-fd",
                  "0",
                  "--import",
                  "a.p12");
      assertThat(imported.err()).contains("secret keys imported: 1");
    } finally {
      ProgramRun.of("gpgconf").environment("GNUPGHOME", home.toString()).run("--kill", "all");
      try (var files = Files.walk(home)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @Test
  void anEmptyPasswordIsRefused() {
    assertThatThrownBy(() -> Pkcs12Writer.write(history, Secret.of(""), Pkcs12Target.OPENSSL))
        .isInstanceOf(SmimeException.class);
  }

  private void write(Pkcs12Target target) throws IOException {
    Files.write(folder.resolve("a.p12"), Pkcs12Writer.write(history, Secret.of(PASSWORD), target));
  }

  private ProgramRun run(String program, String arguments) {
    return ProgramRun.of(program).in(folder).run(List.of(arguments.split(" ", -1))).orFail();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
