package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;

/** CMS structures without a mail around them, and mails that only look like one. */
class BareStructuresTest {
  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  private final byte[] sealed = Cms.structure(Sealing.encrypted(TestMails.plain(), bob));

  private static String armoured(String label, byte[] der) {
    return "-----BEGIN " + label + "-----\n" + lines(der) + "\n-----END " + label + "-----\n";
  }

  private static String lines(byte[] der) {
    return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
  }

  private void assertOpens(String file) {
    Sealing.Opened opened = Sealing.open(Sealing.octets(file), bob);
    assertThat(opened.verdict().encrypted()).isTrue();
    assertThat(opened.verdict().decrypted()).isTrue();
    assertThat(opened.content()).isEqualTo(Sealing.entity(TestMails.plain()));
  }

  /** gpgsm says "MESSAGE"; older programs have labels of their own. */
  @ParameterizedTest
  @ValueSource(strings = {"CMS", "PKCS7", "ENCRYPTED MESSAGE"})
  void armourIsOpenedWhateverItIsCalledAndWhateverIsWrittenAboveIt(String label) {
    assertOpens(armoured(label, sealed));
    assertOpens("Sealed for Bob\n\n" + armoured(label, sealed));
    assertOpens("Recipient: CN=Bob\nCipher: AES\n" + armoured(label, sealed));
  }

  @Test
  void base64WithoutArmourIsOpened() {
    assertOpens(lines(sealed));
    assertOpens("\n" + lines(sealed).replace("\n", "\r\n"));
    assertOpens(lines(sealed).replace("\n", "") + "\n");
  }

  @Test
  void armourInTheTextOfAMailIsTextAndTheMailKeepsItsHeader() {
    SignOptions opaque = SignOptions.by(Sealing.identity(alice)).asOpaque();
    byte[] signature = Cms.structure(Sealing.signed(TestMails.plain(), opaque));
    for (byte[] structure : List.of(sealed, signature)) {
      byte[] mail =
          Sealing.octets(
              "From: boss@example.org\r\nSubject: see below\r\n\r\n" + armoured("CMS", structure));
      Sealing.Opened opened = Sealing.open(mail, bob);
      assertThat(opened.verdict().layers()).isEmpty();
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.NONE);
      assertThat(opened.message()).isEqualTo(mail);
    }
  }

  @Test
  void aTextThatBeginsLikeBase64IsAText() {
    byte[] text = Sealing.octets("MINUTES OF THE MEETING\n\nWe met.\n");
    assertThat(Sealing.open(text).verdict().layers()).isEmpty();
  }

  /** RFC 7193. */
  @Test
  void theTypeForAnyStructureIsOpened() {
    byte[] mail = Cms.mail("application/cms; innerContent=data", sealed, "\n");
    assertThat(Sealing.open(mail, bob).verdict().encrypted()).isTrue();
  }
}
