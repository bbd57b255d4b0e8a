package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Octets;
import org.sealgate.smime.Verdict.SmimeResult;

/**
 * The gadget of EFAIL: whoever knows a block of the plaintext of CBC chooses another in its place,
 * without any key. Nobody can see that in the ciphertext, so that the verdict must not vouch for
 * it.
 */
class CbcMalleationTest {
  private static final int BLOCK = 16;
  private static final byte[] MAIL = TestMails.plain("Secret", "the secret text\n");

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  /** The IV changed so that the first block decrypts to another text of the attacker's choice. */
  private static byte[] withFirstBlock(byte[] der, String known, String chosen, byte[] cbcOid) {
    byte[] forged = der.clone();
    int oid = Sealing.text(der).indexOf(Sealing.text(cbcOid));
    int iv = oid + cbcOid.length + 2;
    byte[] from = known.getBytes(StandardCharsets.US_ASCII);
    byte[] to = chosen.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < BLOCK; i++) {
      forged[iv + i] ^= (byte) (from[i] ^ to[i]);
    }
    return forged;
  }

  /** The identifier of AES-256-CBC (NIST, 2.16.840.1.101.3.4.1.42) with its header. */
  private static final byte[] AES_256_CBC = {6, 9, 0x60, (byte) 0x86, 0x48, 1, 0x65, 3, 4, 1, 42};

  @Test
  void aGadgetWorksOnCbcAndTheVerdictSaysThatNothingProtectsTheText() {
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, bob));
    byte[] forged = withFirstBlock(der, "Content-Type: te", "X-Tampered: yes ", AES_256_CBC);
    Sealing.Opened opened = Sealing.open(Cms.mail("enveloped-data", forged), bob);
    // The attack works on the cipher itself: this proves that the test attacks what it says.
    assertThat(Sealing.text(opened.content())).startsWith("X-Tampered: yes ");
    assertThat(opened.encrypted().authenticated()).isFalse();
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.NONE);
  }

  @Test
  void aSignatureInsideTellsTheGadget() {
    byte[] sealed =
        Written.by(out ->
            Sealing.ENGINE.signAndEncrypt(
                Octets.of(MAIL),
                SignOptions.by(Sealing.identity(alice)),
                Sealing.encryption(bob),
                out));
    byte[] forged =
        withFirstBlock(Cms.structure(sealed), "Content-Type: mu", "X-Tampered: yes ", AES_256_CBC);
    Sealing.Opened opened = Sealing.open(Cms.mail("enveloped-data", forged), bob);
    assertThat(opened.verdict().result()).isNotEqualTo(SmimeResult.PASS);
    assertThat(opened.encrypted().authenticated()).isFalse();
  }

  @Test
  void anAuthenticatedCipherReleasesNothing() {
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, Profile.MODERN, bob));
    Sealing.Opened opened =
        Sealing.open(Cms.mail("authEnveloped-data", Cms.inverted(der, der.length - 40)), bob);
    assertThat(opened.encrypted().decryption()).isInstanceOf(Layer.Decryption.Failed.class);
    assertThat(Sealing.text(opened.message())).doesNotContain("the secret text");
  }

  @Test
  void aForgedHeaderInsideCbcDoesNotReplaceTheAuthorOutside() {
    String payload =
        Sealing.crlf(
            """
            From: boss@example.org
            Subject: forged
            Content-Type: text/plain; hp="cipher"

            the secret text
            """);
    byte[] mail = Payloads.encrypted("From: alice@example.org\r\nSubject: [...]\r\n", payload, bob);
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(Payloads.header(opened.message())).contains("From: alice@example.org");
    assertThat(Payloads.codes(opened.verdict())).contains("from-differs");
  }
}
