package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.Secret;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.identity.Identity;
import org.sealgate.identity.Pkcs12Target;
import org.sealgate.identity.Pkcs12Writer;

/** Every cipher and digest that {@code gpgsm --version} lists: gpgsm writes, the engine reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GpgsmAlgorithmsTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nIn the home of GnuPG.\r\n".getBytes(US_ASCII);
  private static final String PASSPHRASE = "gpgsm-secret";
  private static final TestIdentity ALICE = People.named("rsa_2048");

  private final TemporaryDirectory home = TemporaryDirectory.create();

  @BeforeAll
  void alicesHome() {
    Tools.require("gpgsm", "gpgconf");
    home.write("gpgsm.conf", "batch\ndisable-crl-checks\ndisable-dirmngr\n");
    home.write("gpg-agent.conf", "allow-loopback-pinentry\n");
    home.write("trustlist.txt", Fingerprints.sha1(ALICE.anchor()) + " S relax\n");
    Identity own =
        new Identity(MailCertificate.of(ALICE.certificate()), ALICE.chain(), ALICE.privateKey());
    home.write(
        "own.p12", Pkcs12Writer.write(List.of(own), Secret.of(PASSPHRASE), Pkcs12Target.GPGSM));
    home.write("in", ENTITY);
    StringBuilder chain = new StringBuilder();
    ALICE.fullChain().forEach(certificate -> chain.append(TestIdentity.pem(certificate)));
    home.write("chain.pem", chain.toString());
    gpgsm("--import chain.pem").orFail();
    gpgsm("--import own.p12").orFail();
  }

  @AfterAll
  void end() {
    ProgramRun.of("gpgconf").environment("GNUPGHOME", home.path().toString()).run("--kill", "all");
    home.close();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "3DES, 3DES-CBC",
    "AES, AES-128-CBC",
    "AES192, AES-192-CBC",
    "AES256, AES-256-CBC",
    "SERPENT128, Serpent-128-CBC",
    "SERPENT192, Serpent-192-CBC",
    "SERPENT256, Serpent-256-CBC",
    "SEED, SEED-CBC",
    "CAMELLIA128, Camellia-128-CBC",
    "CAMELLIA192, Camellia-192-CBC",
    "CAMELLIA256, Camellia-256-CBC"
  })
  void ciphers(String name, String cipher) {
    byte[] message = gpgsm("--encrypt --cipher-algo " + name + recipient() + " in").orFail().out();
    Engine.Opened opened = Engine.open(message);
    assertThat(opened.words()).containsExactly("EnvelopedData " + cipher);
    assertThat(opened.content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MD5", "SHA1", "RIPEMD160", "SHA224", "SHA256", "SHA384", "SHA512", "WHIRLPOOL"})
  void digests(String digest) {
    String options = "--sign --include-certs -2 --digest-algo " + digest;
    byte[] message = gpgsm(options + " --local-user " + alice() + " in").orFail().out();
    Engine.Opened opened = Engine.open(message);
    assertThat(opened.words()).containsExactly("signed by 1");
    assertThat(opened.content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest
  @CsvSource({
    "BLOWFISH, selected cipher algorithm is invalid",
    "TWOFISH, selected cipher algorithm is invalid",
    "CAST5, selected cipher algorithm is invalid",
    "IDEA, selected cipher algorithm is invalid",
    "DES, selected cipher algorithm is invalid",
    "RC2, selected cipher algorithm is invalid"
  })
  void ciphersThatGpgsmDoesNotWrite(String name, String error) {
    assertThat(gpgsm("--encrypt --cipher-algo " + name + recipient() + " in").err())
        .contains(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD4", "SHA3-256", "SHA512-256"})
  void digestsThatGpgsmDoesNotWrite(String name) {
    assertThat(gpgsm("--sign --digest-algo " + name + " --local-user " + alice() + " in").err())
        .contains("selected digest algorithm is invalid");
  }

  private static String recipient() {
    return " --recipient " + alice();
  }

  private static String alice() {
    return "0x" + Fingerprints.sha1(ALICE.certificate());
  }

  private ProgramRun gpgsm(String arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("--pinentry-mode", "loopback", "--passphrase-fd", "0", "--output", "-"));
    command.addAll(List.of(arguments.split(" ")));
    return ProgramRun.of("gpgsm")
        .environment("GNUPGHOME", home.path().toString())
        .in(home.path())
        .input((PASSPHRASE + "\n").getBytes(US_ASCII))
        .run(command);
  }
}
