package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.TestIdentity;

/** Every digest, key and structure that {@code cmsutil} of NSS writes, read by the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NssAlgorithmsTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nFrom Mozilla.\r\n".getBytes(US_ASCII);
  private static final List<String> SIGNERS =
      List.of("rsa_2048", "ec_p256", "ec_p384", "ec_p521", "rsa_1024", "rsa_3072");

  private final TemporaryDirectory directory = TemporaryDirectory.create();

  @BeforeAll
  void databases() {
    Tools.require("cmsutil", "certutil", "pk12util");
    directory.write("in", ENTITY);
    directory.write("root.pem", TestIdentity.pem(People.pki().anchor()));
    SIGNERS.forEach(this::database);
  }

  /** Certificates of one subject share a nickname in NSS, so each has a database of its own. */
  private void database(String person) {
    String name = directory.path().resolve(person).toString();
    assertThat(directory.path().resolve(person).toFile().mkdir()).isTrue();
    directory.write("own.p12", People.named(person).pkcs12("nss-secret"));
    directory.write("own.pem", People.named(person).certificatePem());
    run("certutil", "-N -d sql:" + name + " --empty-password").orFail();
    run("certutil", "-A -d sql:" + name + " -n root -t CT,C,C -i root.pem").orFail();
    run("pk12util", "-i own.p12 -d sql:" + name + " -W nss-secret -K ").orFail();
  }

  @AfterAll
  void end() {
    directory.close();
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "SHA1, rsa_2048",
    "SHA256, rsa_2048",
    "SHA384, rsa_2048",
    "SHA512, rsa_2048",
    "SHA256, rsa_1024",
    "SHA256, rsa_3072",
    "SHA1, ec_p256",
    "SHA256, ec_p256",
    "SHA384, ec_p384",
    "SHA512, ec_p521"
  })
  void signatures(String digest, String person) {
    String sign = "-S -d sql:" + person + " -i in -o out -N alice@example.org -H " + digest;
    for (String attributes : List.of("", " -G -P -Y alice@example.org")) {
      run("cmsutil", sign + attributes).orFail();
      Engine.Opened opened = Engine.open(directory.read("out"));
      assertThat(opened.words()).as(attributes).containsExactly("signed by 1");
      assertThat(opened.content()).isEqualTo(ENTITY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, SEC_ERROR_SIGNATURE_ALGORITHM_DISABLED",
    "SHA224, -H requires one of",
    "SHA3-256, -H requires one of",
    "RIPEMD160, -H requires one of"
  })
  void digestsThatCmsutilDoesNotWrite(String digest, String error) {
    String sign = "-S -d sql:rsa_2048 -i in -o out -N alice@example.org -H " + digest;
    ProgramRun run = run("cmsutil", sign);
    assertThat(run.succeeded()).as("it can now: move the row").isFalse();
    assertThat(run.err()).contains(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa_1024", "rsa_2048", "rsa_3072"})
  void envelopes(String person) {
    run("cmsutil", "-E -d sql:" + person + " -i in -o out -r alice@example.org").orFail();
    Engine.Opened opened = Engine.open(directory.read("out"));
    assertThat(opened.words()).containsExactly("EnvelopedData AES-128-CBC");
    assertThat(opened.content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec_p256", "ec_p384", "ec_p521"})
  void envelopesForCurvesAreNotWritten(String person) {
    ProgramRun run = run("cmsutil", "-E -d sql:" + person + " -i in -o out -r alice@example.org");
    assertThat(run.succeeded()).as("it can now: move the row").isFalse();
    assertThat(run.err()).contains("SEC_ERROR");
  }

  @Test
  void certificatesOnly() {
    run("cmsutil", "-O -d sql:rsa_2048 -o out -r alice@example.org").orFail();
    assertThat(Engine.open(directory.read("out")).words().getFirst()).startsWith("certificates");
  }

  private ProgramRun run(String program, String arguments) {
    List<String> command = new ArrayList<>(List.of(arguments.split(" ", -1)));
    return ProgramRun.of(program).in(directory.path()).run(command);
  }
}
