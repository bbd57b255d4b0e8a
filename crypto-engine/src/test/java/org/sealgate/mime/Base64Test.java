package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Base64Test {
  static java.util.stream.LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void encodesAsTheMimeCodecOfTheJdkDoes(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] plain = Seeds.bytes(random, random.nextInt(60_000));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Base64Encoding base64 = new Base64Encoding(out);
    Seeds.writeInPieces(random, plain, base64);
    base64.finish();

    String expected = new String(Base64.getMimeEncoder().encode(plain), US_ASCII);
    assertThat(out.toString(US_ASCII)).isEqualTo(plain.length == 0 ? "" : expected + "\r\n");
    assertThat(Base64Encoding.encodedLength(plain.length, 76)).isEqualTo(out.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodesLinesOfAnyLengthAndEnd(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] plain = Seeds.bytes(random, random.nextInt(100_000));
    int line = random.nextBoolean() ? 76 : 4 + 4 * random.nextInt(50);
    byte[] end = random.nextBoolean() ? new byte[] {'\r', '\n'} : new byte[] {'\n'};
    byte[] encoded = Base64.getMimeEncoder(line, end).encode(plain);
    assertThat(decode(encoded, random)).isEqualTo(plain);
    assertThat(new Base64Decoding(new ByteArrayInputStream(encoded)).readAllBytes())
        .isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodesThroughJunkAsAPlainFilterWould(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] plain = Seeds.bytes(random, random.nextInt(50_000));
    byte[] encoded = Base64.getMimeEncoder().encode(plain);
    ByteArrayOutputStream junky = new ByteArrayOutputStream();
    for (byte b : encoded) {
      if (random.nextInt(200) == 0) {
        junky.write(" \t\r\n\0-_*\u00ff".charAt(random.nextInt(9)));
      }
      junky.write(b);
    }
    assertThat(decode(junky.toByteArray(), random)).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithAngusOnRegularBase64(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] plain = Seeds.bytes(random, random.nextInt(20_000));
    ByteArrayOutputStream foreign = new ByteArrayOutputStream();
    try (var out = MimeUtility.encode(foreign, "base64")) {
      out.write(plain);
    }
    assertThat(decode(foreign.toByteArray(), random)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "'aGVsbG8=', hello",
    "'aGVsbG8', hello",
    "'aGVs\nbG8=', hello",
    "'aGVsbG8=\n-- \nfooter of a list', hello",
    "'=aGVsbG8=', hello",
    "'aGVsbG8h', hello!",
    "'aGVsbG8hQ', hello!",
    "'  ', ''",
    "'====', ''",
  })
  void toleratesWhatMailHolds(String encoded, String plain) throws IOException {
    assertThat(decode(encoded.getBytes(US_ASCII), new Random(1)))
        .isEqualTo(plain.getBytes(US_ASCII));
  }

  @Test
  void stopsAtThePaddingInALongRegularBody() throws IOException {
    byte[] plain = Seeds.bytes(new Random(5), 57 * 500 - 1);
    String encoded = new String(Base64.getMimeEncoder().encode(plain), US_ASCII);
    String footer = "\r\n" + "A".repeat(76) + "\r\n" + "B".repeat(76) + "\r\n";
    assertThat(decode((encoded + footer).getBytes(US_ASCII), new Random(1))).isEqualTo(plain);
  }

  private static byte[] decode(byte[] encoded, Random random) throws IOException {
    var in = new Base64Decoding(new ByteArrayInputStream(encoded));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[1 + random.nextInt(20_000)];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      out.write(piece, 0, count);
      int one = in.read();
      if (one >= 0) {
        out.write(one);
      }
    }
    return out.toByteArray();
  }

  /** Enough runs for the JDK to take the vector code that is at fault (JDK-8392044). */
  @Test
  void nothingIsWrittenBehindTheArrayWherePaddingEndsAnIncompleteGroup() throws IOException {
    // Three lines of one length, so that they are decoded at once, into nearly all of the array.
    String line = "A".repeat(1600);
    byte[] encoded = (line + "A\n" + line + "A\n" + line + "=\n").getBytes(US_ASCII);
    byte[] untouched = new byte[128];
    for (int i = 0; i < 20_000; i++) {
      Base64Decoding decoding = new Base64Decoding(new ByteArrayInputStream(encoded));
      // What is allocated next lies behind the decoder's array, where it is not in use yet.
      byte[] behind = new byte[128];
      assertThat(decoding.readAllBytes()).hasSize(4802 * 3 / 4);
      assertThat(behind.length).as("run %d", i).isEqualTo(untouched.length);
      assertThat(Arrays.equals(behind, untouched)).as("run %d", i).isTrue();
    }
  }
}
