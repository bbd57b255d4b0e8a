package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderField;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;

/** Hidden fields at the top of the text (RFC 9788, 4.5.3 and 5.2.2). */
@SuppressWarnings("StringConcatToTextBlock") // line ends are CRLF here
class LegacyDisplayTest {
  private static final List<HeaderField> SUBJECT =
      List.of(HeaderField.of("Subject", "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= & <more>"));
  private static final String ALTERNATIVE =
      "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
          + "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n"
          + "Content-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--a\r\n"
          + "Content-Type: text/html; charset=utf-8\r\n\r\n<html><BODY bgcolor=x><p>Hello\r\n"
          + "--a--\r\n\r\n--m\r\n"
          + "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nnote\r\n--m--\r\n";

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  private static Entity entity(String text) throws Exception {
    return Entity.parse(Octets.of(Sealing.octets(text)), MimeLimits.DEFAULT);
  }

  private static String text(Entity entity) throws Exception {
    return Sealing.text(entity.octets().toByteArray());
  }

  private static Entity added(String text) throws Exception {
    return LegacyDisplay.added(entity(text), SUBJECT, MimeLimits.DEFAULT);
  }

  @Test
  void everyFormOfTheTextGetsItAndAttachmentsDoNot() throws Exception {
    String with = text(added(ALTERNATIVE));
    assertThat(with)
        .contains("hp-legacy-display=\"1\"")
        .contains("Subject: Gr\u00c3\u00bc\u00c3\u009fe & <more>\r\n\r\nHello")
        .contains("<BODY bgcolor=x>\r\n<div class=\"header-protection-legacy-display\">")
        .contains("&amp; &lt;more&gt;</pre>")
        .contains("attachment\r\n\r\nnote");
    assertThat(with.split("hp-legacy-display=", -1)).hasSize(3);
  }

  @Test
  void takenAwayTheTextIsWhatItWas() throws Exception {
    String without = text(LegacyDisplay.removed(added(ALTERNATIVE), MimeLimits.DEFAULT));
    assertThat(without)
        .doesNotContain("Subject:", "<div")
        .contains("\r\n\r\nHello\r\n--a")
        .contains("<p>Hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quoted-printable", "base64", "8bit", "7bit"})
  void anyTransferEncodingWillDo(String encoding) throws Exception {
    boolean base64 = encoding.equals("base64");
    String mail =
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
            + encoding
            + "\r\n\r\n"
            + (base64 ? "SGVsbG8NCg==" : "Hello\r\n");
    Entity with = added(mail);
    assertThat(new String(with.decodedBody().readAllBytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo("Subject: Gr\u00fc\u00dfe & <more>\r\n\r\nHello\r\n");
    Entity without = LegacyDisplay.removed(with, MimeLimits.DEFAULT);
    assertThat(without.decodedBody().readAllBytes()).isEqualTo(Sealing.octets("Hello\r\n"));
  }

  @Test
  void whatAnAlphabetLacksStaysEncoded() throws Exception {
    assertThat(text(added("Content-Type: text/plain; charset=us-ascii\r\n\r\nHello\r\n")))
        .contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= & <more>\r\n\r\nHello");
    String wide = "Content-Type: text/plain; charset=utf-16\r\n\r\nHello\r\n";
    assertThat(text(added(wide))).isEqualTo(wide);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dear Bob,\r\n\r\nsecond paragraph\r\n",
        "Subject: x\r\nand then prose\r\n\r\nrest\r\n",
        "Subject: no empty line\r\n",
        "\r\nSubject: later\r\n\r\n"
      })
  void textThatIsNoHeaderIsNeverTakenAway(String body) throws Exception {
    String part = "Content-Type: text/plain; hp-legacy-display=1\r\n\r\n" + body;
    assertThat(text(LegacyDisplay.removed(entity(part), MimeLimits.DEFAULT))).isEqualTo(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<body><p>x</p><div class=\"header-protection-legacy-display\">y</div>",
        "<body><div class=\"header-protection-legacy-display\"><div>x</div></div>",
        "<body><div class=\"header-protection-legacy-display\">no end",
        "<body><div class=\"other\">x</div>"
      })
  void elementsThatAreNotTheFirstOrNotWholeStay(String body) throws Exception {
    String part = "Content-Type: text/html; hp-legacy-display=1\r\n\r\n" + body;
    assertThat(text(LegacyDisplay.removed(entity(part), MimeLimits.DEFAULT))).isEqualTo(part);
  }

  @Test
  void itIsTakenAwayOnlyFromWhatWasEncryptedAndSaysCipher() {
    String outer = "From: alice@example.org\r\nSubject: [...]\r\n";
    String fields = "From: alice@example.org\r\nSubject: Real\r\nHP-Outer: Subject: [...]\r\n";
    String body = "\r\nSubject: Real\r\n\r\nHello\r\n";
    for (String mode : List.of("cipher", "clear")) {
      String payload =
          fields
              + "Content-Type: text/plain; hp-legacy-display=\"1\"; hp=\""
              + mode
              + "\"\r\n"
              + body;
      String shown =
          Sealing.text(Sealing.open(Payloads.encrypted(outer, payload, bob), bob).message());
      assertThat(shown.endsWith("\r\n\r\nHello\r\n")).isTrue();
      assertThat(shown.endsWith(body)).isEqualTo(mode.equals("clear"));
    }
  }

  @Test
  void aMailWrittenWithItIsReadWithoutIt() {
    byte[] mail =
        Sealing.octets(
            "From: alice@example.org\r\nSubject: Real\r\nContent-Type: text/plain\r\n\r\nHello\r\n");
    EncryptOptions options =
        Sealing.encryption(bob).with(HeaderPolicy.BASELINE).withLegacyDisplay();
    byte[] sealed = Written.by(out -> Sealing.ENGINE.encrypt(Octets.of(mail), options, out));
    Sealing.Opened opened = Sealing.open(sealed, bob);
    assertThat(Sealing.text(opened.content())).endsWith("\r\n\r\nSubject: Real\r\n\r\nHello\r\n");
    assertThat(Sealing.text(opened.message())).endsWith("\r\n\r\nHello\r\n");
    assertThat(Sealing.text(opened.message())).doesNotContain("\r\n\r\nSubject:");
  }
}
