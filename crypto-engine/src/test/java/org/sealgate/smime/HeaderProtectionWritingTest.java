package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.fixtures.mail.MailText;
import org.sealgate.fixtures.mail.TestMail;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Entity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.smime.HeaderProtection.Outside;
import org.sealgate.smime.HeaderProtection.Protection;
import org.sealgate.smime.HeaderProtection.Scheme;
import org.sealgate.smime.Verdict.SmimeResult;

/** RFC 9788 as it is written, and read by the same engine. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are CRLF here
class HeaderProtectionWritingTest {
  private static final String SECRET = "Project Nightjar";
  private static final byte[] MAIL =
      MailText.mail(SECRET)
          .header("From", "Alice Example <alice@example.org>")
          .header("To", "Bob <bob@example.net>")
          .header("Bcc", "carol@example.com")
          .header("Comments", "not for the neighbours")
          .header("Keywords", "bird, night")
          .header("Received", "from a.example by b.example; Mon, 2 Mar 2026 10:00:00 +0100")
          .type("text/plain; charset=us-ascii", "7bit")
          .text("Hello Bob,\nit flies.\n")
          .bytes();

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  private SignOptions signing() {
    return SignOptions.by(Sealing.identity(alice)).withProtectedHeaders();
  }

  private EncryptOptions encryption(HeaderPolicy policy) {
    return Sealing.encryption(bob).with(policy);
  }

  private byte[] encrypted(byte[] mail, EncryptOptions options) {
    return Written.by(out -> Sealing.ENGINE.encrypt(Octets.of(mail), options, out));
  }

  private byte[] both(byte[] mail, SignOptions signing, EncryptOptions options) {
    return Written.by(out -> Sealing.ENGINE.signAndEncrypt(Octets.of(mail), signing, options, out));
  }

  @Test
  void aSignatureCoversTheHeaderOfTheMail() {
    byte[] mail = Sealing.signed(MAIL, signing());
    Verdict verdict = Sealing.open(mail).verdict();
    assertThat(verdict.result()).isEqualTo(SmimeResult.PASS);
    assertThat(verdict.headers().orElseThrow().scheme()).isEqualTo(Scheme.CLEAR);
    assertThat(verdict.headers().orElseThrow().fields())
        .allMatch(field -> field.protection() == Protection.SIGNED_ONLY)
        .allMatch(field -> field.outside() == Outside.SAME)
        .extracting(HeaderProtection.Field::name)
        .contains("From", "To", "Subject", "Date", "Message-ID", "Comments")
        .doesNotContain("Bcc", "Received", "MIME-Version", "Content-Type");
    assertThat(verdict.structure()).isEmpty();
    assertThat(Sealing.text(mail)).contains("hp=\"clear\"").doesNotContain("HP-Outer");
  }

  @Test
  void aServerOnTheWayThatAddsReceivedAndListFieldsChangesNothing() {
    String trace =
        "Received: from mx.example.net (mx [192.0.2.1])\r\n\tby in.example.net; Mon, 2 Mar 2026\r\n"
            + "List-Id: <staff.example.net>\r\nDKIM-Signature: v=1; d=example.org\r\n";
    for (byte[] mail :
        List.of(
            Sealing.signed(MAIL, signing()),
            both(MAIL, signing(), encryption(HeaderPolicy.BASELINE)))) {
      Sealing.Opened opened = Sealing.open(Sealing.octets(trace + Sealing.text(mail)), bob);
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
      assertThat(opened.verdict().structure()).isEmpty();
      assertThat(Sealing.text(opened.message())).startsWith(trace);
    }
  }

  @Test
  void encryptionHidesSubjectCommentsAndKeywordsAndTheReaderGetsThemBack() {
    byte[] mail = encrypted(MAIL, encryption(HeaderPolicy.BASELINE));
    assertThat(Sealing.text(mail))
        .contains("Subject: [...]\r\n")
        .contains("From: Alice Example <alice@example.org>\r\n")
        .doesNotContain("Nightjar", "neighbours", "bird");
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(Payloads.header(opened.message()))
        .contains("Subject: " + SECRET + "\r\n")
        .contains("Comments: not for the neighbours\r\n", "Keywords: bird, night\r\n")
        .contains("Received: from a.example")
        .doesNotContain("[...]", "HP-Outer");
    assertThat(Sealing.text(opened.message())).endsWith("\r\n\r\nHello Bob,\r\nit flies.\r\n");
    Verdict verdict = opened.verdict();
    assertThat(verdict.headers().orElseThrow().scheme()).isEqualTo(Scheme.CIPHER);
    assertThat(Payloads.field(verdict, "Subject").protection())
        .isEqualTo(Protection.ENCRYPTED_ONLY);
    assertThat(Payloads.field(verdict, "Subject").outside()).isEqualTo(Outside.HIDDEN);
    assertThat(Payloads.field(verdict, "Subject").outerValue()).contains("[...]");
    assertThat(Payloads.field(verdict, "Keywords").outside()).isEqualTo(Outside.HIDDEN);
    assertThat(Payloads.field(verdict, "To").protection()).isEqualTo(Protection.UNPROTECTED);
    assertThat(verdict.structure()).isEmpty();
  }

  @Test
  void aSignedAndEncryptedMailTellsBothOfEachField() {
    byte[] mail = both(MAIL, signing(), encryption(HeaderPolicy.BASELINE));
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
    assertThat(Payloads.field(opened.verdict(), "Subject").protection())
        .isEqualTo(Protection.SIGNED_AND_ENCRYPTED);
    assertThat(Payloads.field(opened.verdict(), "To").protection())
        .isEqualTo(Protection.SIGNED_ONLY);
    assertThat(Payloads.header(opened.message())).contains("Subject: " + SECRET);
    // The signature inside still holds when the mail is kept without its encryption.
    Sealing.Opened again = Sealing.open(opened.message());
    assertThat(again.signer().integrity().status()).isEqualTo(Finding.Status.PASS);
  }

  @Test
  void signingWithTheHeaderAndEncryptingWithoutAPolicyHidesNothing() {
    byte[] mail = both(MAIL, signing(), encryption(HeaderPolicy.NONE));
    assertThat(Payloads.header(mail)).contains("Subject: " + SECRET);
    Verdict verdict = Sealing.open(mail, bob).verdict();
    assertThat(verdict.headers().orElseThrow().scheme()).isEqualTo(Scheme.CIPHER);
    assertThat(Payloads.field(verdict, "Subject").protection()).isEqualTo(Protection.SIGNED_ONLY);
  }

  @Test
  void theShyPolicyAlsoHidesNamesAndTheTimeZone() {
    String outside = Payloads.header(encrypted(MAIL, encryption(HeaderPolicy.SHY)));
    assertThat(outside)
        .contains("From: alice@example.org\r\n", "To: bob@example.net\r\n", " +0000\r\n")
        .doesNotContain("Alice Example", "+0100\r\nMIME");
    Sealing.Opened opened = Sealing.open(encrypted(MAIL, encryption(HeaderPolicy.SHY)), bob);
    assertThat(Payloads.header(opened.message())).contains("From: Alice Example <alice@example.");
    assertThat(opened.verdict().structure()).isEmpty();
  }

  @Test
  void foldedEncodedAndRepeatedFieldsComeBackAsTheyWere() {
    byte[] mail =
        Sealing.octets(
            "From: =?UTF-8?Q?Al=C3=AFce?= <alice@example.org>\r\n"
                + "To: bob@example.net\r\n"
                + "Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n =?UTF-8?B?IGF1cyBC?=\r\n folded\r\n"
                + "Comments: one\r\nComments: two\r\n"
                + "Content-Type: text/plain\r\n\r\nHello\r\n");
    byte[] sealed = both(mail, signing(), encryption(HeaderPolicy.BASELINE));
    Sealing.Opened opened = Sealing.open(sealed, bob);
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
    assertThat(opened.verdict().structure()).isEmpty();
    assertThat(Payloads.header(opened.message()))
        .contains("Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n =?UTF-8?B?IGF1cyBC?=\r\n folded\r\n")
        .contains("Comments: one\r\nComments: two\r\n")
        .contains("From: =?UTF-8?Q?Al=C3=AFce?= <alice@example.org>\r\n");
  }

  @Test
  void aClaimThatTheMailBroughtAlongIsReplaced() {
    byte[] mail =
        Sealing.octets(
            "From: alice@example.org\r\nSubject: real\r\nHP-Outer: Subject: forged\r\n"
                + "Content-Type: text/plain; charset=us-ascii; hp=\"cipher\"\r\n\r\nHello\r\n");
    String signed = Sealing.text(Sealing.signed(mail, signing()));
    assertThat(signed).contains("hp=\"clear\"").doesNotContain("hp=\"cipher\"");
    assertThat(signed.indexOf("HP-Outer")).isEqualTo(signed.lastIndexOf("HP-Outer"));
    Verdict verdict = Sealing.open(Sealing.octets(signed)).verdict();
    assertThat(verdict.headers().orElseThrow().scheme()).isEqualTo(Scheme.CLEAR);
  }

  @Test
  void aMailThatIsSealedAlreadyKeepsItsPayload() {
    byte[] signed = Sealing.signed(MAIL, alice);
    byte[] again = encrypted(signed, encryption(HeaderPolicy.BASELINE));
    assertThat(Payloads.header(again)).contains("Subject: " + SECRET);
    assertThat(Sealing.open(again, bob).verdict().result()).isEqualTo(SmimeResult.PASS);
  }

  static Stream<TestMail> mails() {
    return TestMails.all();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void mailsOfEveryShapeKeepTheirHeaderAndTheirSignature(TestMail mail) {
    byte[] sealed =
        both(
            mail.bytes(),
            signing().asOpaque(),
            encryption(HeaderPolicy.BASELINE).withLegacyDisplay());
    Sealing.Opened opened = Sealing.open(sealed, bob);
    SignerVerdict signer =
        opened.verdict().layers().stream()
            .filter(Layer.Signed.class::isInstance)
            .map(layer -> ((Layer.Signed) layer).signers().getFirst())
            .findFirst()
            .orElseThrow();
    assertThat(signer.integrity().status()).isEqualTo(Finding.Status.PASS);
    assertThat(opened.verdict().structure()).noneMatch(each -> each.code().startsWith("header-"));
    String subject = subject(mail.bytes());
    assertThat(subject(opened.message())).isEqualTo(subject);
  }

  private static String subject(byte[] mail) {
    try {
      return Entity.parseMail(Octets.of(mail), MimeLimits.DEFAULT)
          .header()
          .value("Subject")
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
