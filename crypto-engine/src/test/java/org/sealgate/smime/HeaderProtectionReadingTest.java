package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.HeaderProtection.Outside;
import org.sealgate.smime.HeaderProtection.Protection;
import org.sealgate.smime.HeaderProtection.Scheme;
import org.sealgate.smime.Verdict.SmimeResult;

/** RFC 9788 as others write it: well, badly, and with bad intent. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are CRLF here
class HeaderProtectionReadingTest {
  private static final String OUTER =
      Sealing.crlf(
          """
          From: alice@example.org
          To: bob@example.net
          Subject: [...]
          Date: Mon, 2 Mar 2026 10:00:00 +0100
          Message-ID: <one@example.org>
          """);
  private static final String INNER = OUTER.replace("[...]", "The real one");
  private static final String BODY = "\r\nHello Bob\r\n";

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();
  private final TestIdentity mallory = pki.user("mallory@example.com").issue();

  private Sealing.Opened open(byte[] mail, TestIdentity... people) {
    OpenOptions.Extras intermediates =
        new OpenOptions.Extras(
            pki.intermediates().stream().map(TestIdentity::certificate).toList(),
            List.of(),
            List.of(),
            Optional.empty());
    return Sealing.open(mail, Sealing.with(Sealing.keys(people)).withExtras(intermediates));
  }

  private static String payload(String fields, String type) {
    return fields + "Content-Type: " + type + "\r\n" + BODY;
  }

  private static String hpOuter(String fields) {
    return fields.lines().map(line -> "HP-Outer: " + line + "\r\n").reduce("", String::concat);
  }

  private static String cipher() {
    return payload(INNER + hpOuter(OUTER), "text/plain; hp=\"cipher\"");
  }

  @Test
  void anotherFromOutsideThanTheSignedOneIsSaid() throws Exception {
    String spoofed = INNER.replace("alice@example.org", "boss@example.org");
    String payload = payload(INNER, "text/plain; hp=\"clear\"");
    Verdict verdict = open(Payloads.clearSigned(spoofed, payload, alice)).verdict();
    assertThat(verdict.contentSigners().getFirst().addressMatch().status())
        .isEqualTo(Finding.Status.PASS);
    assertThat(verdict.result()).isEqualTo(SmimeResult.POLICY);
    assertThat(Payloads.codes(verdict)).contains("from-differs");
    assertThat(Payloads.field(verdict, "From").outside()).isEqualTo(Outside.CHANGED);
    assertThat(Payloads.field(verdict, "From").outerValue()).contains("boss@example.org");
  }

  /** RFC 9788, 4.4: neither the case nor the form of a domain's name makes another address. */
  @Test
  void aFromThatIsOnlyWrittenInAnotherWayIsTheSame() throws Exception {
    String inside = INNER.replace("alice@example.org", "alice@b\u00fccher.example");
    for (String other :
        List.of("Alice <alice@B\u00dcCHER.example>", "alice@xn--bcher-kva.example")) {
      String outside = INNER.replace("alice@example.org", other);
      byte[] mail =
          Payloads.clearSigned(
              utf8(outside), payload(utf8(inside), "text/plain; hp=\"clear\""), alice);
      assertThat(Payloads.codes(open(mail).verdict())).doesNotContain("from-differs");
    }
  }

  /** Text whose characters are the octets of UTF-8. */
  private static String utf8(String text) {
    return Sealing.text(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aProtectedFromThatTheSignerDoesNotOwnFails() throws Exception {
    String payload = payload(INNER, "text/plain; hp=\"clear\"");
    String own = INNER.replace("alice@example.org", "mallory@example.com");
    for (String outside : List.of(INNER, own)) {
      Verdict verdict = open(Payloads.clearSigned(outside, payload, mallory)).verdict();
      assertThat(verdict.result()).isEqualTo(SmimeResult.FAIL);
      assertThat(verdict.contentSigners().getFirst().addressMatch().code())
          .isEqualTo("address-mismatch");
    }
  }

  @Test
  void nobodyVouchesForAnEncryptedFromSoThatTheOuterOneStays() {
    String payload = cipher().replace("\r\nFrom: alice", "\r\nFrom: boss");
    payload = payload.replaceFirst("From: alice@example.org", "From: boss@example.org");
    Sealing.Opened opened = open(Payloads.encrypted(OUTER, payload, bob), bob);
    assertThat(Payloads.header(opened.message()))
        .contains("From: alice@example.org", "Subject: The real one")
        .doesNotContain("boss");
    assertThat(Payloads.codes(opened.verdict())).contains("from-differs");
  }

  @Test
  void aProtectedFromWithASignatureOfItsOwnerIsShown() throws Exception {
    String header = OUTER.replace("alice@example.org", "list@lists.example");
    Sealing.Opened opened =
        open(Payloads.encrypted(header, Payloads.opaqueEntity(cipher(), alice), bob), bob);
    assertThat(Payloads.header(opened.message())).contains("From: alice@example.org\r\n");
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.POLICY);
  }

  @Test
  void whatIsOutsideOnlyIsNotTakenForTheAuthors() {
    String added = OUTER + "Cc: mallory@example.com\r\nReply-To: mallory@example.com\r\n";
    Sealing.Opened opened = open(Payloads.encrypted(added, cipher(), bob), bob);
    assertThat(Payloads.header(opened.message())).doesNotContain("mallory");
    assertThat(Payloads.codes(opened.verdict())).containsExactly("header-added");
  }

  @Test
  void aChangeOnTheWayIsToldFromWhatTheAuthorHid() {
    String changed = OUTER.replace("[...]", "Urgent").replace("bob@example.net", "all@example.net");
    Verdict verdict = open(Payloads.encrypted(changed, cipher(), bob), bob).verdict();
    assertThat(Payloads.field(verdict, "Subject").outside()).isEqualTo(Outside.CHANGED);
    assertThat(Payloads.field(verdict, "To").outside()).isEqualTo(Outside.CHANGED);
    assertThat(Payloads.field(verdict, "From").outside()).isEqualTo(Outside.SAME);
    assertThat(Payloads.codes(verdict)).containsExactly("header-changed");
  }

  @Test
  void aBrokenSignatureLeavesTheHeaderAlone() throws Exception {
    String entity = Payloads.opaqueEntity(cipher(), alice);
    byte[] der = Payloads.signed(cipher(), alice);
    String broken =
        entity.substring(0, entity.indexOf("\r\n\r\n") + 4)
            + Base64.getMimeEncoder().encodeToString(Cms.inverted(der, -60));
    Sealing.Opened opened = open(Payloads.encrypted(OUTER, broken, bob), bob);
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
    assertThat(Payloads.header(opened.message())).contains("Subject: [...]");
    assertThat(Payloads.field(opened.verdict(), "Subject").protection())
        .isEqualTo(Protection.ENCRYPTED_ONLY);
  }

  @Test
  void onlyFieldsThatAnAuthorWritesAreTakenFromInside() {
    String forged =
        Sealing.crlf(
            """
            X-Spam-Flag: NO
            Authentication-Results: mx.example.net; smime=pass
            X-Sealgate-Verdict: result=pass
            Received: from nowhere
            Return-Path: <x@example.com>
            DKIM-Signature: v=1
            List-Id: <x>
            """);
    byte[] mail = Payloads.encrypted("X-Spam-Flag: YES\r\n" + OUTER, forged + cipher(), bob);
    String header = Payloads.header(open(mail, bob).message());
    assertThat(header)
        .contains("X-Spam-Flag: YES", "Subject: The real one")
        .doesNotContain("smime=pass", "result=pass", "nowhere", "Return-Path", "DKIM", "List-Id");
  }

  @Test
  void aSingleFieldThatIsThereTwiceReplacesNothing() {
    String twice = "Subject: Another\r\n" + cipher();
    Sealing.Opened opened = open(Payloads.encrypted(OUTER, twice, bob), bob);
    assertThat(Payloads.header(opened.message()))
        .contains("Subject: [...]\r\n")
        .doesNotContain("Another", "The real one");
  }

  @Test
  void aWrappedMailIsShownAsTheMailItself() throws Exception {
    String wrapped =
        "Content-Type: message/rfc822; forwarded=no\r\n\r\n"
            + payload(INNER, "text/plain; charset=us-ascii");
    Sealing.Opened opened =
        open(Payloads.encrypted(OUTER, Payloads.opaqueEntity(wrapped, alice), bob), bob);
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
    assertThat(opened.verdict().headers().orElseThrow().scheme()).isEqualTo(Scheme.WRAPPED);
    assertThat(Payloads.field(opened.verdict(), "Subject").protection())
        .isEqualTo(Protection.SIGNED_AND_ENCRYPTED);
    assertThat(Sealing.text(opened.message()))
        .contains("Subject: The real one\r\n", "Content-Type: text/plain")
        .doesNotContain("message/rfc822")
        .endsWith(BODY);
    // The entity itself is what was signed, octet for octet.
    assertThat(Sealing.text(opened.content())).isEqualTo(wrapped);
  }

  @Test
  void aForwardedMailIsNotTakenForTheMailItself() {
    String boss = INNER.replace("alice@example.org", "boss@example.org");
    for (String type : List.of("message/rfc822", "message/rfc822; forwarded=yes")) {
      String forward = "Content-Type: " + type + "\r\n\r\n" + payload(boss, "text/plain");
      Sealing.Opened opened = open(Payloads.encrypted(OUTER, forward, bob), bob);
      assertThat(opened.verdict().headers()).isEmpty();
      assertThat(Payloads.header(opened.message())).contains("From: alice", "message/rfc822");
    }
    String own = "Content-Type: message/rfc822\r\n\r\n" + payload(INNER, "text/plain");
    assertThat(open(Payloads.encrypted(OUTER, own, bob), bob).verdict().headers()).isPresent();
  }

  @Test
  void theSchemeBeforeTheRfcBringsTheSubjectAlone() {
    String payload = payload("Subject: The real one\r\n", "text/plain; protected-headers=\"v1\"");
    Sealing.Opened opened = open(Payloads.encrypted(OUTER, payload, bob), bob);
    assertThat(opened.verdict().headers().orElseThrow().scheme())
        .isEqualTo(Scheme.PROTECTED_HEADERS_V1);
    assertThat(Payloads.header(opened.message()))
        .contains("Subject: The real one", "From: alice@example.org", "To: bob@example.net");
    assertThat(opened.verdict().structure()).isEmpty();
  }

  @Test
  void aClaimWithoutProtectionProtectsNothing() {
    byte[] plain = Sealing.octets(payload(INNER, "text/plain; hp=\"clear\""));
    assertThat(open(plain).verdict().headers()).isEmpty();
  }

  @Test
  void aClaimDeeperInsideOrOfTwoTypesIsNoClaim() throws Exception {
    String nested =
        OUTER
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            + payload("Subject: nested\r\n", "text/plain; hp=\"cipher\"")
            + "--b--\r\n";
    String twoTypes = payload("Content-Type: text/html\r\n" + INNER, "text/plain; hp=\"cipher\"");
    String unknown = payload(INNER, "text/plain; hp=\"plain\"");
    for (String payload : List.of(nested, twoTypes, unknown)) {
      Sealing.Opened opened = open(Payloads.encrypted(OUTER, payload, bob), bob);
      assertThat(opened.verdict().headers()).as(payload).isEmpty();
      assertThat(Payloads.header(opened.message())).contains("Subject: [...]");
    }
  }

  @Test
  void recordsOfTheOuterHeaderThatMakeNoSenseAreSkipped() {
    String odd =
        "HP-Outer: nothing\r\nHP-Outer: : x\r\nHP-Outer:\r\nHP-Outer: a b: c\r\n" + cipher();
    Verdict verdict = open(Payloads.encrypted(OUTER, odd, bob), bob).verdict();
    assertThat(Payloads.field(verdict, "Subject").outside()).isEqualTo(Outside.HIDDEN);
    assertThat(Payloads.find(verdict, "HP-Outer")).isEmpty();
  }

  @Test
  void aHiddenHeaderThatCameWithoutEncryptionIsSaid() throws Exception {
    Verdict verdict = open(Payloads.clearSigned(OUTER, cipher(), alice)).verdict();
    assertThat(Payloads.codes(verdict)).contains("cipher-not-encrypted");
    assertThat(Payloads.field(verdict, "Subject").protection()).isEqualTo(Protection.SIGNED_ONLY);
  }

  @Test
  void aSignatureOutsideOfTheEncryptionIsNotOneOverTheHeader() {
    byte[] mail = Payloads.encrypted(OUTER, cipher(), bob);
    Verdict verdict = open(Sealing.signed(mail, alice), bob).verdict();
    assertThat(Payloads.field(verdict, "Subject").protection())
        .isEqualTo(Protection.ENCRYPTED_ONLY);
    assertThat(verdict.result()).isEqualTo(SmimeResult.NEUTRAL);
  }
}
