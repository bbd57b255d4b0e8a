package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.Secret;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions.Extras;
import org.sealgate.smime.SharedKey;

/** Whatever {@code openssl cms -encrypt} writes is opened, or it is said why it cannot be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpensslEnvelopesTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nFor your eyes only.\r\n".getBytes(US_ASCII);
  private static final String ENCRYPT = "-encrypt -binary -outform DER ";
  private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] KEY_NAME = HexFormat.of().parseHex("c0ffee");
  private static final String SHARED_KEY =
      " -secretkey 000102030405060708090a0b0c0d0e0f -secretkeyid c0ffee ";

  private final OpensslCms openssl = new OpensslCms();

  @BeforeAll
  void needsOpenssl() {
    Tools.require("openssl");
  }

  @AfterAll
  void end() {
    openssl.close();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -des-cbc          | EnvelopedData DES-CBC
          -des3             | EnvelopedData 3DES-CBC
          -rc2-40-cbc       | EnvelopedData RC2-40-CBC
          -rc2-64-cbc       | EnvelopedData RC2-64-CBC
          -rc2-cbc          | EnvelopedData RC2-128-CBC
          -cast5-cbc        | EnvelopedData CAST5-128-CBC
          -bf-cbc           | EnvelopedData Blowfish-CBC
          -seed-cbc         | EnvelopedData SEED-CBC
          -sm4-cbc          | EnvelopedData SM4-CBC
          -aria-128-cbc     | EnvelopedData ARIA-128-CBC
          -aria-192-cbc     | EnvelopedData ARIA-192-CBC
          -aria-256-cbc     | EnvelopedData ARIA-256-CBC
          -camellia-128-cbc | EnvelopedData Camellia-128-CBC
          -camellia-192-cbc | EnvelopedData Camellia-192-CBC
          -camellia-256-cbc | EnvelopedData Camellia-256-CBC
          -aes-128-cbc      | EnvelopedData AES-128-CBC
          -aes-192-cbc      | EnvelopedData AES-192-CBC
          -aes-256-cbc      | EnvelopedData AES-256-CBC
          -aes-128-gcm      | AuthEnvelopedData AES-128-GCM
          -aes-192-gcm      | AuthEnvelopedData AES-192-GCM
          -aes-256-gcm      | AuthEnvelopedData AES-256-GCM
          """)
  void contentCiphers(String cipher, String layer) {
    assertOpens(openssl.made(ENCRYPT + cipher + " rsa_2048.pem", ENTITY), layer);
    assertOpens(openssl.made(ENCRYPT + cipher + " -stream rsa_2048.pem", ENTITY), layer);
  }

  /** Modes of no mail standard, which openssl writes where it is told to. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -aes-128-cfb      | 2.16.840.1.101.3.4.1.4
          -aes-256-cfb      | 2.16.840.1.101.3.4.1.44
          -aes-128-ofb      | 2.16.840.1.101.3.4.1.3
          -camellia-128-ofb | 0.3.4401.5.3.1.9.3
          -des-cfb          | 1.3.14.3.2.9
          -rc4              | 1.2.840.113549.3.4
          -aria-128-gcm     | 1.2.410.200046.1.1.34
          """)
  void contentCiphersThatAreNamedAsUnknown(String cipher, String identifier) {
    byte[] message = openssl.made(ENCRYPT + cipher + " rsa_2048.pem", ENTITY);
    assertThat(Engine.open(message).words())
        .singleElement()
        .asString()
        .contains("the content is encrypted with " + identifier + ", unknown here");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -aes-128-ccm rsa_2048.pem       | cipher parameter initialisation error
          -chacha20-poly1305 rsa_2048.pem | unsupported content encryption algorithm
          -aes-128-ctr rsa_2048.pem       | unsupported content encryption algorithm
          -des-ede-cbc rsa_2048.pem       | unsupported content encryption algorithm
          -desx-cbc rsa_2048.pem          | unsupported content encryption algorithm
          -idea-cbc rsa_2048.pem          | Unknown cipher: idea-cbc
          -rc5-cbc rsa_2048.pem           | Unknown cipher: rc5-cbc
          -aes256 x25519.pem              | operation not supported for this keytype
          -aes256 x448.pem                | operation not supported for this keytype
          -aes256 ed25519.pem             | operation not supported for this keytype
          -aes256 -wrap camellia128-wrap ec_p256.pem | Unknown cipher: camellia128-wrap
          -aes256 -originator ec_p256.pem -inkey ec_p256.key -recip ec_p256.pem | static key agreement
          """)
  void whatOpensslDoesNotWrite(String options, String error) {
    ProgramRun run = openssl.cms(ENCRYPT + options, ENTITY);
    assertThat(run.succeeded()).as("openssl can now: move the row").isFalse();
    assertThat(run.err()).contains(error);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "rsa_1024.pem",
        "rsa_2048.pem",
        "rsa_3072.pem",
        "-keyid -recip rsa_2048.pem",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha1"
            + " -keyopt rsa_mgf1_md:sha256",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha224",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"
            + " -keyopt rsa_mgf1_md:sha1",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha384",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha512",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_label:c0ffee",
        "-recip rsa_2048.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"
            + " -keyopt rsa_oaep_label:c0ffee",
        "ec_p256.pem",
        "ec_p384.pem",
        "ec_p521.pem",
        "brainpool_p256r1.pem",
        "brainpool_p384r1.pem",
        "brainpool_p512r1.pem",
        "-keyid -recip ec_p256.pem",
        "-recip ec_p256.pem -keyopt ecdh_kdf_md:sha224",
        "-recip ec_p256.pem -keyopt ecdh_kdf_md:sha256",
        "-recip ec_p384.pem -keyopt ecdh_kdf_md:sha384",
        "-recip ec_p521.pem -keyopt ecdh_kdf_md:sha512",
        "-recip ec_p256.pem -keyopt ecdh_cofactor_mode:1",
        "-recip ec_p256.pem -keyopt ecdh_cofactor_mode:1 -keyopt ecdh_kdf_md:sha224",
        "-recip ec_p256.pem -keyopt ecdh_cofactor_mode:1 -keyopt ecdh_kdf_md:sha256",
        "-recip ec_p384.pem -keyopt ecdh_cofactor_mode:1 -keyopt ecdh_kdf_md:sha384",
        "-recip ec_p521.pem -keyopt ecdh_cofactor_mode:1 -keyopt ecdh_kdf_md:sha512",
        "-recip ec_p521.pem -keyopt ecdh_cofactor_mode:0 -keyopt ecdh_kdf_md:sha512",
        "-des3-wrap ec_p256.pem",
        "-aes128-wrap ec_p256.pem",
        "-aes192-wrap ec_p256.pem",
        "-aes256-wrap ec_p256.pem"
      })
  void keyManagement(String recipient) {
    byte[] message = openssl.made(ENCRYPT + "-aes-256-cbc " + recipient, ENTITY);
    assertOpens(message, "EnvelopedData AES-256-CBC");
  }

  @ParameterizedTest(name = "a password, {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -des3             | EnvelopedData 3DES-CBC
          -aes-128-cbc      | EnvelopedData AES-128-CBC
          -aes-192-cbc      | EnvelopedData AES-192-CBC
          -aes-256-cbc      | EnvelopedData AES-256-CBC
          -camellia-128-cbc | EnvelopedData Camellia-128-CBC
          -aria-256-cbc     | EnvelopedData ARIA-256-CBC
          -des-cbc          | EnvelopedData DES-CBC
          -cast5-cbc        | EnvelopedData CAST5-128-CBC
          -seed-cbc         | EnvelopedData SEED-CBC
          """)
  void passwords(String cipher, String layer) {
    byte[] message = openssl.made(ENCRYPT + cipher + " -pwri_password open-sesame", ENTITY);
    assertOpens(Engine.open(message, KeySource.none(), password()), layer);
  }

  @ParameterizedTest(name = "a shared key, {0}")
  @ValueSource(strings = {"-des3", "-aes-128-cbc", "-aes-256-cbc", "-camellia-256-cbc"})
  void sharedKeys(String cipher) {
    byte[] message = openssl.made(ENCRYPT + cipher + SHARED_KEY, ENTITY);
    assertThat(Engine.open(message, KeySource.none(), sharedKey()).content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest(name = "a key of {1} octets, {0}")
  @CsvSource({
    "-aes-128-cbc, 16",
    "-aes-192-cbc, 24",
    "-aes-256-cbc, 32",
    "-des3, 24",
    "-des-cbc, 8",
    "-camellia-256-cbc, 32",
    "-aria-128-cbc, 16",
    "-seed-cbc, 16",
    "-cast5-cbc, 16",
    "-bf-cbc, 16",
    "-sm4-cbc, 16"
  })
  void encryptedData(String cipher, int octets) {
    byte[] key = new byte[octets];
    for (int i = 0; i < octets; i++) {
      key[i] = (byte) (i * 37 + 1);
    }
    String options = "-EncryptedData_encrypt -binary -outform DER -secretkey ";
    byte[] message = openssl.made(options + HexFormat.of().formatHex(key) + " " + cipher, ENTITY);
    Extras extras =
        new Extras(
            List.of(), List.of(), List.of(new SharedKey(new byte[0], key)), Optional.empty());
    assertThat(Engine.open(message, KeySource.none(), extras).content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest(name = "only {0} of all the recipients")
  @ValueSource(strings = {"rsa_2048", "second", "ec_p256", "brainpool_p384r1", "rsa_3072"})
  void eachOfSeveralRecipientsOfMixedKinds(String person) {
    KeySource own = KeySource.of(List.of(Engine.identity(People.named(person))));
    Engine.Opened opened = Engine.open(forAll(), own, Extras.NONE);
    assertOpens(opened, "EnvelopedData AES-256-CBC");
  }

  @ParameterizedTest(name = "only {0}")
  @ValueSource(strings = {"the password", "the shared key"})
  void passwordsAndSharedKeysBesideCertificates(String what) {
    Extras extras = what.endsWith("password") ? password() : sharedKey();
    assertOpens(Engine.open(forAll(), KeySource.none(), extras), "EnvelopedData AES-256-CBC");
  }

  private byte[] forAll() {
    return openssl.made(
        ENCRYPT
            + "-aes-256-cbc -pwri_password open-sesame"
            + SHARED_KEY
            + "-recip rsa_3072.pem -keyopt rsa_padding_mode:oaep"
            + " second.pem ec_p256.pem rsa_2048.pem brainpool_p384r1.pem",
        ENTITY);
  }

  private static Extras password() {
    return new Extras(
        List.of(), List.of(Secret.of("open-sesame".toCharArray())), List.of(), Optional.empty());
  }

  private static Extras sharedKey() {
    return new Extras(
        List.of(), List.of(), List.of(new SharedKey(KEY_NAME, KEY)), Optional.empty());
  }

  private static void assertOpens(byte[] message, String layer) {
    assertOpens(Engine.open(message), layer);
  }

  private static void assertOpens(Engine.Opened opened, String layer) {
    assertThat(opened.words()).containsExactly(layer);
    assertThat(opened.content()).isEqualTo(ENTITY);
  }
}
