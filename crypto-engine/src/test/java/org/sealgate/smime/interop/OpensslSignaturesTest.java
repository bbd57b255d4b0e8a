package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.mime.Octets;
import org.sealgate.smime.OpenOptions.Extras;

/** Whatever {@code openssl cms -sign} writes is verified. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpensslSignaturesTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nSigned, sealed.\r\n".getBytes(US_ASCII);
  private static final String SIGN = "-sign -binary -nodetach -outform DER -certfile issuers.pem ";

  private final OpensslCms openssl = new OpensslCms();

  @BeforeAll
  void needsOpenssl() {
    Tools.require("openssl");
  }

  @AfterAll
  void end() {
    openssl.close();
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "md5, rsa_2048",
    "ripemd160, rsa_2048",
    "sha1, rsa_2048",
    "sha224, rsa_2048",
    "sha256, rsa_2048",
    "sha384, rsa_2048",
    "sha512, rsa_2048",
    "sha512-224, rsa_2048",
    "sha512-256, rsa_2048",
    "sha3-224, rsa_2048",
    "sha3-256, rsa_2048",
    "sha3-384, rsa_2048",
    "sha3-512, rsa_2048",
    "sha256, rsa_1024",
    "sha256, rsa_3072",
    "sha1, ec_p256",
    "sha224, ec_p256",
    "sha256, ec_p256",
    "sha384, ec_p256",
    "sha512, ec_p256",
    "sha256, ec_p384",
    "sha384, ec_p384",
    "sha512, ec_p521",
    "sha256, brainpool_p256r1",
    "sha384, brainpool_p384r1",
    "sha512, brainpool_p512r1",
    "sha1, dsa_2048",
    "sha224, dsa_2048",
    "sha256, dsa_2048"
  })
  void digestsAndKeys(String digest, String person) {
    assertSigned(openssl.made(SIGN + "-md " + digest + by(person), ENTITY), 1);
    assertSigned(openssl.made(SIGN + "-noattr -md " + digest + by(person), ENTITY), 1);
  }

  /** It writes 1.2.840.113549.2.3 for MD4 into the DigestInfo, where RFC 8017, B.1 has 2.4. */
  @Test
  void md4IsNamedWronglyByOpenssl() {
    byte[] message = openssl.made(SIGN + "-md md4" + by("rsa_2048"), ENTITY);
    assertThat(Engine.open(message).words().getFirst())
        .contains("the signature is not one of this signer's key");
  }

  @ParameterizedTest(name = "PSS with {0}")
  @ValueSource(
      strings = {
        "-md sha256",
        "-md sha256 -keyopt rsa_pss_saltlen:digest",
        "-md sha256 -keyopt rsa_pss_saltlen:max",
        "-md sha256 -keyopt rsa_pss_saltlen:0",
        "-md sha256 -keyopt rsa_pss_saltlen:17",
        "-md sha256 -keyopt rsa_mgf1_md:sha1",
        "-md sha256 -keyopt rsa_mgf1_md:sha512",
        "-md sha1 -keyopt rsa_pss_saltlen:20",
        "-md sha224 -keyopt rsa_pss_saltlen:digest",
        "-md sha384 -keyopt rsa_pss_saltlen:digest",
        "-md sha512 -keyopt rsa_pss_saltlen:digest",
        "-md sha512-256 -keyopt rsa_pss_saltlen:digest"
      })
  void pss(String options) {
    String keyOptions = " -keyopt rsa_padding_mode:pss ";
    String[] parts = options.split(" ", 3);
    String digest = parts[0] + " " + parts[1];
    String more = parts.length > 2 ? parts[2] : "";
    for (String person : List.of("rsa_2048", "rsassa_pss_2048")) {
      assertSigned(openssl.made(SIGN + digest + by(person) + keyOptions + more, ENTITY), 1);
    }
  }

  /** It makes a PSS signature and calls it one of PKCS #1 v1.5, and rejects that itself. */
  @Test
  void aKeyForPssOnlyThatIsNotToldToUsePss() {
    byte[] message = openssl.made(SIGN + "-md sha256" + by("rsassa_pss_2048"), ENTITY);
    assertThat(openssl.cms("-verify -inform DER -CAfile root.pem", message).err())
        .contains("illegal or unsupported padding mode");
    assertThat(Engine.open(message).words().getFirst())
        .contains("the signature is not one of this signer's key");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -md sha512 -signer ed25519.pem -inkey ed25519.key     | invalid digest
          -signer ed25519.pem -inkey ed25519.key                | no default digest
          -signer ed448.pem -inkey ed448.key                    | no default digest
          -md md5 -signer ec_p256.pem -inkey ec_p256.key        | unsupported signature algorithm
          -md ripemd160 -signer ec_p256.pem -inkey ec_p256.key  | unsupported signature algorithm
          -md sha3-256 -signer ec_p256.pem -inkey ec_p256.key   | unsupported signature algorithm
          -md sha512-256 -signer ec_p256.pem -inkey ec_p256.key | unsupported signature algorithm
          -md sha384 -signer dsa_2048.pem -inkey dsa_2048.key   | unsupported signature algorithm
          -md sha512 -signer dsa_2048.pem -inkey dsa_2048.key   | unsupported signature algorithm
          -md sha3-256 -signer rsa_2048.pem -inkey rsa_2048.key -keyopt rsa_padding_mode:pss | rsa_generate_signature_aid:internal error
          -md shake128 -signer rsa_2048.pem -inkey rsa_2048.key | cms datafinal error
          -md shake256 -signer rsa_2048.pem -inkey rsa_2048.key | cms datafinal error
          -md whirlpool -signer rsa_2048.pem -inkey rsa_2048.key | cms datafinal error
          -md blake2b512 -signer rsa_2048.pem -inkey rsa_2048.key | cms datafinal error
          -md sm3 -signer rsa_2048.pem -inkey rsa_2048.key      | cms datafinal error
          """)
  void whatOpensslDoesNotSign(String options, String error) {
    ProgramRun run = openssl.cms(SIGN + options, ENTITY);
    assertThat(run.succeeded()).as("openssl can now: move the row").isFalse();
    assertThat(run.err()).contains(error);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-stream",
        "-noindef",
        "-keyid",
        "-noattr",
        "-nosmimecap",
        "-cades",
        "-cades -md sha512",
        "-cades -md sha1",
        "-receipt_request_all -receipt_request_to alice@example.org",
        "-receipt_request_first -receipt_request_to alice@example.org",
        "-receipt_request_from bob@example.org -receipt_request_to alice@example.org"
      })
  void features(String options) {
    for (String person : List.of("rsa_2048", "ec_p256")) {
      assertSigned(openssl.made(SIGN + options + by(person), ENTITY), 1);
    }
  }

  @Test
  void withoutCertificatesTheyComeFromElsewhere() {
    byte[] message =
        openssl.made("-sign -binary -nodetach -nocerts -outform DER" + by("rsa_2048"), ENTITY);
    Extras known =
        new Extras(People.named("rsa_2048").fullChain(), List.of(), List.of(), Optional.empty());
    assertThat(Engine.open(message, known).words()).containsExactly("signed by 1");
    assertThat(Engine.open(message).words().getFirst()).startsWith("not well signed");
  }

  @Test
  void detachedWithItsContentBeside() {
    for (String form : List.of("-stream", "-noindef")) {
      byte[] signature =
          openssl.made(
              "-sign -binary -outform DER -certfile issuers.pem " + form + by("ec_p384"), ENTITY);
      Extras content = new Extras(List.of(), List.of(), List.of(), Optional.of(Octets.of(ENTITY)));
      assertThat(Engine.open(signature, content).words()).containsExactly("signed by 1");
    }
  }

  @Test
  void severalSignersOfMixedKinds() {
    String all =
        by("rsa_2048") + by("ec_p256") + by("dsa_2048") + by("brainpool_p256r1") + by("second");
    assertSigned(openssl.made(SIGN + "-md sha256" + all, ENTITY), 5);
  }

  @Test
  void oneSignedAgainByAnother() {
    byte[] once = openssl.made(SIGN + "-md sha256" + by("rsa_2048"), ENTITY);
    byte[] twice =
        openssl.made("-resign -inform DER -outform DER -nodetach -md sha256" + by("ec_p256"), once);
    assertSigned(twice, 2);
  }

  private static String by(String person) {
    return " -signer " + person + ".pem -inkey " + person + ".key";
  }

  private static void assertSigned(byte[] message, int signers) {
    Engine.Opened opened = Engine.open(message);
    assertThat(opened.words()).containsExactly("signed by " + signers);
    assertThat(opened.content()).isEqualTo(ENTITY);
  }
}
