package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Octets;
import org.sealgate.smime.HeaderProtection.Outside;
import org.sealgate.smime.HeaderProtection.Protection;

/** Claims of header protection that the mail does not keep, and that would cost its reader. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are CRLF here
class HeaderProtectionClaimsTest {
  private static final String HEADER =
      Sealing.crlf(
          """
          From: alice@example.org
          To: bob@example.net
          Subject: The real one
          """);
  private static final String HIDDEN = HEADER.replace("The real one", "[...]");
  private static final String BODY = "\r\nHello Bob\r\n";

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  private OpenOptions options() {
    OpenOptions.Extras intermediates =
        new OpenOptions.Extras(
            pki.intermediates().stream().map(TestIdentity::certificate).toList(),
            List.of(),
            List.of(),
            Optional.empty());
    return Sealing.with(Sealing.keys(bob)).withExtras(intermediates);
  }

  private Sealing.Opened open(byte[] mail) {
    return Sealing.open(mail, options());
  }

  private byte[] encrypted(String mail, HeaderPolicy policy) {
    EncryptOptions options = Sealing.encryption(bob).with(policy);
    return Written.by(out -> Sealing.ENGINE.encrypt(Octets.of(Sealing.octets(mail)), options, out));
  }

  private static String entity(String type) {
    return "Content-Type: " + type + "\r\n" + BODY;
  }

  /** RFC 9788, 4.3: whatever HP-Outer leaves out, what everybody could read is no secret. */
  @Test
  void aFieldThatStandsOutsideAsItIsInsideIsNoSecret() {
    byte[] mail = Payloads.encrypted(HEADER, HEADER + entity("text/plain; hp=\"cipher\""), bob);
    Verdict verdict = open(mail).verdict();
    assertThat(verdict.headers().orElseThrow().fields())
        .hasSize(3)
        .allMatch(field -> field.outside() == Outside.SAME)
        .allMatch(field -> field.protection() == Protection.UNPROTECTED);
  }

  /** Every mail has a From (RFC 5322, 3.6): without one inside, the header is not inside. */
  @Test
  void aClaimWithoutFieldsTakesNothingFromTheMail() throws Exception {
    String empty = entity("text/plain; hp=\"cipher\"");
    String subject = "Subject: The real one\r\n" + empty;
    for (String payload : List.of(empty, subject, Payloads.opaqueEntity(empty, alice))) {
      Sealing.Opened opened = open(Payloads.encrypted(HEADER, payload, bob));
      assertThat(Payloads.header(opened.message())).startsWith(HEADER);
      assertThat(opened.verdict().structure()).isEmpty();
    }
  }

  @Test
  void aClaimThatAMailBringsAlongIsNotMadeWhereItsHeaderStaysOutside() {
    String mail = HEADER + entity("text/plain; charset=us-ascii; hp=\"cipher\"");
    byte[] signed = Sealing.signed(Sealing.octets(mail), alice);
    for (byte[] sealed :
        List.of(encrypted(mail, HeaderPolicy.NONE), Sealing.encrypted(signed, bob))) {
      Sealing.Opened opened = open(sealed);
      assertThat(opened.verdict().headers()).isEmpty();
      assertThat(Sealing.text(opened.message())).startsWith(HEADER).doesNotContain("hp=");
    }
  }

  /** RFC 9788, 5.2.2: the mark is for the text that its writer put there. */
  @Test
  void aMarkOfLegacyDisplayThatAMailBringsAlongCostsItNoText() {
    String text = "\r\nNote: this is the text\r\n\r\nHello\r\n";
    String part = "Content-Type: text/plain; hp-legacy-display=\"1\"\r\n" + text;
    String nested =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + part + "\r\n--b--\r\n";
    for (String entity : List.of(part, nested)) {
      byte[] sealed = encrypted(HEADER + entity, HeaderPolicy.BASELINE);
      assertThat(Sealing.text(open(sealed).message()))
          .contains(text)
          .doesNotContain("hp-legacy-display");
    }
  }

  @Test
  void legacyDisplayThatWasTakenAwayLeavesNoMark() {
    EncryptOptions options =
        Sealing.encryption(bob).with(HeaderPolicy.BASELINE).withLegacyDisplay();
    Octets mail = Octets.of(Sealing.octets(HEADER + entity("text/plain")));
    byte[] sealed = Written.by(out -> Sealing.ENGINE.encrypt(mail, options, out));
    assertThat(Sealing.text(open(sealed).content())).contains("hp-legacy-display=\"1\"");
    assertThat(Sealing.text(open(sealed).message())).doesNotContain("hp-legacy-display");
  }

  /** RFC 8551, 3.1 leaves it open what message/rfc822 is; another Message-ID tells. */
  @Test
  void anOwnMailThatIsForwardedAsAWholeIsNotTheMailItself() {
    String mail =
        HEADER
            + "Message-ID: <new@example.org>\r\nContent-Type: message/rfc822\r\n\r\n"
            + HEADER.replace("The real one", "An old one")
            + "Message-ID: <old@example.org>\r\n"
            + BODY;
    Sealing.Opened opened = open(encrypted(mail, HeaderPolicy.NONE));
    assertThat(opened.verdict().headers()).isEmpty();
    assertThat(Payloads.header(opened.message()))
        .startsWith(HEADER)
        .contains("Content-Type: message/rfc822\r\n");
  }

  /** RFC 2045, 5.2: what is no type is text/plain. */
  @Test
  void aMailWithATypeThatIsNoneGetsItsSubjectBack() {
    for (String type : List.of("text", "/", "text/", ";", "text/plain; charset=\"us-ascii")) {
      byte[] sealed = encrypted(HEADER + entity(type), HeaderPolicy.BASELINE);
      assertThat(Payloads.header(open(sealed).message())).as(type).startsWith(HEADER);
    }
  }

  /** Outlook and Exchange write the subject twice. */
  @Test
  void aHiddenSubjectDoesNotStandOutsideAsTheTopicOfItsThread() {
    String mail = HEADER + "Thread-Topic: The real one\r\n" + entity("text/plain");
    byte[] sealed = encrypted(mail, HeaderPolicy.BASELINE);
    assertThat(Sealing.text(sealed)).doesNotContain("The real one");
    Sealing.Opened opened = open(sealed);
    assertThat(Payloads.header(opened.message())).contains("Thread-Topic: The real one\r\n");
    assertThat(opened.verdict().structure()).isEmpty();
  }

  /** A colon makes a group only where it stands for itself (RFC 5322, 3.4). */
  @Test
  void theShyPolicyHidesNamesWithColons() {
    String mail =
        "From: \"Dr: Alice\" <alice@example.org>\r\nTo: bob@example.net (Bob: home)\r\n"
            + "Cc: Friends: Carol <carol@example.com>;\r\n"
            + entity("text/plain");
    assertThat(Payloads.header(encrypted(mail, HeaderPolicy.SHY)))
        .contains("From: alice@example.org\r\n", "To: bob@example.net\r\n")
        .contains("Cc: Friends: Carol <carol@example.com>;\r\n");
  }

  /** RFC 9788, 4.4.1 wants a valid signature. */
  @Test
  void aSignatureThatIsNotAcceptedDoesNotVouchForAnotherFrom() throws Exception {
    String list = HIDDEN.replace("alice@example.org", "list@lists.example");
    String signed = Payloads.opaqueEntity(HEADER + entity("text/plain; hp=\"cipher\""), alice);
    byte[] mail = Payloads.encrypted(list, signed, bob);
    X509CRL revoking = pki.crl().revoke(alice.certificate(), Instant.now(), 1).issue();
    OpenOptions revoked =
        new OpenOptions(
                options().keys(), options().trust().withCrls(List.of(revoking)), options().time())
            .withExtras(options().extras());
    StrengthPolicy largeKeys =
        new StrengthPolicy("large keys", Finding.Status.FAIL, List.of(), 4096);
    for (OpenOptions refusing : List.of(revoked, options().withStrength(largeKeys))) {
      Sealing.Opened opened = Sealing.open(mail, refusing);
      assertThat(opened.verdict().contentSigners().getFirst().integrity().status())
          .isEqualTo(Finding.Status.PASS);
      assertThat(Payloads.header(opened.message())).contains("From: list@lists.example\r\n");
      assertThat(Payloads.codes(opened.verdict())).contains("from-differs");
    }
    assertThat(Payloads.header(open(mail).message())).contains("From: alice@example.org\r\n");
  }
}
