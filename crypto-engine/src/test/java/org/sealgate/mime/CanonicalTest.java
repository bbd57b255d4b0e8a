package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.SmimeException;

// The line ends are what is tested: they must be seen.
@SuppressWarnings("StringConcatToTextBlock")
class CanonicalTest {
  static java.util.stream.LongStream seeds() {
    return Seeds.all();
  }

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(ISO_8859_1));
  }

  private static String canonical(String text) throws IOException {
    Octets result = Canonical.of(octets(text), MimeLimits.DEFAULT);
    return new String(result.toByteArray(), ISO_8859_1);
  }

  @Test
  void leavesWhatIsCanonicalAsItIs() throws IOException {
    Octets entity = octets("Content-Type: text/plain\r\n\r\nFrom a \r\n\tb\r\n.\r\n");
    assertThat(Canonical.of(entity, MimeLimits.DEFAULT)).isSameAs(entity);
  }

  @Test
  void showsTheOnlookerEveryOctetOfTheResultAndNothingElse() throws IOException {
    String header = "Content-Type: text/plain\r\n\r\n";
    String line = "One line of a text that is far longer than a piece\r\n";
    for (String text :
        List.of(
            header,
            header + line.repeat(10_000),
            header + line.repeat(10_000) + "\u00fc",
            (header + line.repeat(10_000)).replace("\r\n", "\n"))) {
      Watching watching = new Watching();
      Octets result = Canonical.of(octets(text), MimeLimits.DEFAULT, watching);
      assertThat(watching.seen.toByteArray()).isEqualTo(result.toByteArray());
      assertThat(result.toByteArray())
          .isEqualTo(Canonical.of(octets(text), MimeLimits.DEFAULT).toByteArray());
    }
  }

  private static final class Watching extends Onlooker {
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      seen.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      seen.write(b, off, len);
    }

    @Override
    public void again() {
      seen.reset();
    }
  }

  @Test
  void convertsLineEndsOfSevenBitText() throws IOException {
    assertThat(canonical("Content-Type: text/plain\nX: y\n\na\n\nb"))
        .isEqualTo("Content-Type: text/plain\r\nX: y\r\n\r\na\r\n\r\nb");
  }

  @Test
  void encodesEightBitTextAndNothingElse() throws IOException {
    assertThat(
            canonical(
                "Content-Type: text/plain;\r\n  charset=iso-8859-1\r\n"
                    + "content-transfer-encoding:  8BIT\r\nX-y:  z\r\n\r\ngr\u00fcn\r\n"))
        .isEqualTo(
            "Content-Type: text/plain;\r\n  charset=iso-8859-1\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\nX-y:  z\r\n\r\ngr=FCn\r\n");
  }

  @Test
  void keepsBinaryContentWithItsLineEnds() throws IOException {
    String content = "a\nb\r\nc\rd\0\u00ff";
    String result =
        canonical(
            "Content-Type: application/x\r\nContent-Transfer-Encoding: binary\r\n\r\n" + content);
    Entity entity = Entity.parse(octets(result), MimeLimits.DEFAULT);
    assertThat(entity.transferEncoding()).isEqualTo(TransferEncoding.BASE64);
    assertThat(entity.decodedBody().readAllBytes()).isEqualTo(content.getBytes(ISO_8859_1));
  }

  @Test
  void breaksLongLinesByEncodingThem() throws IOException {
    assertThat(canonical("\r\n" + "x".repeat(998) + "\r\n")).hasSize(1002);
    String result = canonical("\r\n" + "x".repeat(999) + "\r\n");
    Entity entity = Entity.parse(octets(result), MimeLimits.DEFAULT);
    assertThat(entity.decodedBody().readAllBytes()).hasSize(1001);
    assertThat(entity.transferEncoding()).isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
  }

  @Test
  void encodesInsideMultipartsAndAttachedMails() throws IOException {
    String mail =
        "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "pre\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain \r\n"
            + "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "Subject: s\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\u00fc\r\n--b--\r\nepi";
    assertThat(canonical(mail))
        .isEqualTo(
            "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                + "pre\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain \r\n"
                + "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                + "Subject: s\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=FC\r\n"
                + "--b--\r\nepi");
  }

  @Test
  void doesNotEncodeWhatIsSignedInside() throws IOException {
    String signed =
        "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\n\u00fc\r\n--b\r\n\r\nsig\r\n--b--\r\n";
    assertThat(canonical(signed)).isEqualTo(signed);
    assertThat(canonical(signed.replace("\r", ""))).isEqualTo(signed);
  }

  @Test
  void mendsBase64InOneLongLine() throws IOException {
    String result = canonical("Content-Transfer-Encoding: base64\r\n\r\n" + "QUJD".repeat(1000));
    assertThat(TextShape.of(octets(result)).longestLine()).isEqualTo(76);
    assertThat(Entity.parse(octets(result), MimeLimits.DEFAULT).decodedBody().readAllBytes())
        .isEqualTo("ABC".repeat(1000).getBytes(ISO_8859_1));
  }

  @Test
  void addsAMissingClosingBoundary() throws IOException {
    String open = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\na";
    assertThat(canonical(open)).endsWith("--b\r\n\r\na\r\n--b--\r\n");
  }

  @Test
  void boundsTheNesting() throws IOException {
    MimeLimits limits = new MimeLimits(1000, 10, 10, 5);
    assertThat(Canonical.of(nested(4), limits).length()).isPositive();
    assertThatThrownBy(() -> Canonical.of(nested(5), limits))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("mime.depth = 5");
  }

  private static Octets nested(int levels) {
    return octets("Content-Type: message/rfc822\n\n".repeat(levels) + "\n\u00fc");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesAlwaysASafeFormWithTheSameContentForForeignReaders(long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder mail = new StringBuilder();
    RandomMail.append(mail, random, 0);
    Octets result = Canonical.of(octets(mail.toString()), MimeLimits.DEFAULT);
    TextShape shape = TextShape.of(result);
    assertThat(shape.isCanonical()).as(mail.toString()).isTrue();
    assertThat(Canonical.of(result, MimeLimits.DEFAULT)).isSameAs(result);

    Session session = Session.getInstance(new Properties());
    MimeMessage before = new MimeMessage(session, octets(mail.toString()).open());
    MimeMessage after = new MimeMessage(session, result.open());
    assertThat(RandomMail.contents(after)).isEqualTo(RandomMail.contents(before));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void splitsAndJoinsWithoutALoss(long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder mail = new StringBuilder("From: a@b\r\nMIME-Version: 1.0\r\n");
    RandomMail.append(mail, random, 0);
    MessageSplit split = MessageSplit.of(octets(mail.toString()), MimeLimits.DEFAULT);
    assertThat(split.outer().fields()).noneMatch(MessageSplit::isContent);
    assertThat(split.inner().header().fields()).allMatch(MessageSplit::isContent);
    Octets joined = MessageSplit.join(split.outer(), split.inner().octets(), MimeLimits.DEFAULT);
    assertThat(new String(joined.toByteArray(), ISO_8859_1)).isEqualTo(mail.toString());
  }

  @Test
  void joinDropsOuterContentFieldsAndInnerMailFields() throws IOException {
    HeaderBlock outer =
        HeaderBlock.EMPTY.append("Subject", "s").append("Content-Type", "application/pkcs7-mime");
    Octets joined =
        MessageSplit.join(
            outer,
            octets("Subject: inner\r\nContent-Type: text/html\r\n\r\nx"),
            MimeLimits.DEFAULT);
    assertThat(new String(joined.toByteArray(), ISO_8859_1))
        .isEqualTo("Subject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nx");
  }
}
