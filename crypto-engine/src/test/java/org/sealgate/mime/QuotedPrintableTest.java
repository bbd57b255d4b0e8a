package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuotedPrintableTest {
  private static final String TEXT = "abc=. \t\r\n\r\nF\u00e4\u00f6\0From x";

  static LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void carriesEachTextWithItsLineEndsAsCrlf(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] text = Seeds.text(random, random.nextInt(20_000), TEXT);
    byte[] encoded = encode(text, random);
    String expected = new String(text, ISO_8859_1).replaceAll("(?<!\r)\n", "\r\n");

    assertThat(new String(decode(encoded), ISO_8859_1)).isEqualTo(expected);
    assertThat(new String(foreignDecode(encoded), ISO_8859_1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void writesOnlyWhatEveryTransportCarries(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] encoded = encode(Seeds.text(random, random.nextInt(20_000), TEXT), random);
    TextShape shape = TextShape.of(Octets.of(encoded));
    assertThat(shape.isCanonical()).isTrue();
    assertThat(shape.longestLine()).isLessThanOrEqualTo(76);
    assertThat(shape.fromLine()).isFalse();
    assertThat(shape.trailingSpace()).isFalse();
    assertThat(new String(encoded, US_ASCII)).doesNotContain("\n.");
  }

  @Test
  void hasRoomForAGuardAtBothEndsOfALine() throws IOException {
    for (int length = 60; length < 80; length++) {
      byte[] text = ("." + "x".repeat(length) + " \r\n").getBytes(US_ASCII);
      byte[] encoded = encode(text, new Random(length));
      assertThat(TextShape.of(Octets.of(encoded)).longestLine()).isLessThanOrEqualTo(76);
      assertThat(decode(encoded)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodesWhateverComesAsAngusDoes(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] encoded = Seeds.text(random, random.nextInt(20_000), "ab=3DE4 \r\n=C3=BC=\r\n");
    // Angus takes a CR alone and broken escapes another way: only well-formed ones are compared.
    String wellFormed =
        new String(encoded, US_ASCII)
            .replaceAll("\r?\n|\r", "\r\n")
            .replaceAll("=(?![0-9A-F]{2})(?!\r\n)", "")
            .replaceAll("[ \t]+(?=\r\n|$)", "");
    wellFormed = wellFormed.replaceAll("=(?![0-9A-F]{2})(?!\r\n)", "");
    byte[] octets = wellFormed.getBytes(US_ASCII);
    assertThat(new String(decode(octets), ISO_8859_1))
        .isEqualTo(new String(foreignDecode(octets), ISO_8859_1));
  }

  @Test
  void toleratesSloppyInput() throws IOException {
    assertThat(decode("a=3d=zz=".getBytes(US_ASCII))).asString(US_ASCII).isEqualTo("a==zz");
    assertThat(decode("a  \r\nb= \t\r\nc \n".getBytes(US_ASCII)))
        .asString(US_ASCII)
        .isEqualTo("a\r\nbc\n");
  }

  @Test
  void copesWithMoreWhiteSpaceThanItsBuffer() throws IOException {
    byte[] text = ("x" + " ".repeat(30_000) + "y").getBytes(US_ASCII);
    assertThat(decode(text)).isEqualTo(text);
  }

  private static byte[] encode(byte[] text, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    QuotedPrintableEncoding encoding = new QuotedPrintableEncoding(out);
    Seeds.writeInPieces(random, text, encoding);
    encoding.finish();
    return out.toByteArray();
  }

  private static byte[] decode(byte[] encoded) throws IOException {
    return new QuotedPrintableDecoding(new ByteArrayInputStream(encoded)).readAllBytes();
  }

  private static byte[] foreignDecode(byte[] encoded) throws IOException {
    try (var in = MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable")) {
      return in.readAllBytes();
    } catch (jakarta.mail.MessagingException e) {
      throw new IOException(e);
    }
  }
}
