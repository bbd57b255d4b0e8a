package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;

/** The structures beside signatures and envelopes, and structures in each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpensslStructuresTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nAll sorts of wrappings.\r\n".getBytes(US_ASCII);
  private static final String SIGNED_BY_ALICE =
      "-sign -binary -nodetach -certfile issuers.pem -signer ec_p256.pem -inkey ec_p256.key ";

  private final OpensslCms openssl = new OpensslCms();

  @BeforeAll
  void needsOpenssl() {
    Tools.require("openssl");
  }

  @AfterAll
  void end() {
    openssl.close();
  }

  @Test
  void data() {
    byte[] message = openssl.made("-data_create -binary -outform DER", ENTITY);
    assertThat(Engine.open(message).content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256"})
  void digestedData(String digest) {
    byte[] message = openssl.made("-digest_create -binary -outform DER -md " + digest, ENTITY);
    assertThat(Engine.open(message).content()).isEqualTo(ENTITY);
  }

  /** openssl of Debian is built without zlib. */
  @Test
  void compressedDataIsNotWrittenByThisOpenssl() {
    ProgramRun run = openssl.cms("-compress -binary -outform DER", ENTITY);
    assertThat(run.succeeded()).as("openssl can now: test what it writes").isFalse();
    assertThat(run.err()).contains("unsupported compression algorithm");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1.2.3.4", "1.2.840.113549.1.9.16.1.4"})
  void signedContentOfAnotherType(String type) {
    byte[] message = openssl.made(SIGNED_BY_ALICE + "-outform DER -econtent_type " + type, ENTITY);
    assertThat(Engine.open(message).words()).startsWith("signed by 1");
  }

  @Test
  void signedThenEncrypted() {
    byte[] signed = openssl.made(SIGNED_BY_ALICE + "-crlfeol", ENTITY);
    byte[] message = openssl.made("-encrypt -binary -crlfeol -aes-256-gcm rsa_2048.pem", signed);
    Engine.Opened opened = Engine.open(message);
    assertThat(opened.words()).containsExactly("AuthEnvelopedData AES-256-GCM", "signed by 1");
    assertThat(opened.content()).isEqualTo(ENTITY);
  }

  @Test
  void encryptedThenSigned() {
    byte[] encrypted = openssl.made("-encrypt -binary -crlfeol -aes-128-cbc rsa_2048.pem", ENTITY);
    Engine.Opened opened = Engine.open(openssl.made(SIGNED_BY_ALICE + "-crlfeol", encrypted));
    assertThat(opened.words()).containsExactly("signed by 1", "EnvelopedData AES-128-CBC");
    assertThat(opened.content()).isEqualTo(ENTITY);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PEM", "DER", "SMIME"})
  void forms(String form) {
    byte[] message =
        openssl.made("-encrypt -binary -aes-128-cbc -outform " + form + " rsa_2048.pem", ENTITY);
    assertThat(Engine.open(message).content()).isEqualTo(ENTITY);
  }
}
