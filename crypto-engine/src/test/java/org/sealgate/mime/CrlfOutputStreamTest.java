package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrlfOutputStreamTest {
  static java.util.stream.LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void makesEveryLineEndCrlf(long seed) throws IOException {
    Random random = new Random(seed);
    String alphabet = random.nextBoolean() ? "abc\r\n\t\0" : "abcdefghijklmnopqrstuvw\u00ff\n\r";
    byte[] text = Seeds.text(random, random.nextInt(40_000), alphabet);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CrlfOutputStream crlf = new CrlfOutputStream(out);
    Seeds.writeInPieces(random, text, crlf);
    crlf.finish();
    assertThat(out.toByteArray()).isEqualTo(reference(text));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shapeIsWhatALineByLineReaderFinds(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] text = Seeds.text(random, random.nextInt(3000), "From  \t\r\n\r\nab\u00e4\0");
    TextShape found = TextShape.of(Octets.of(text));
    assertThat(found).isEqualTo(referenceShape(text));
    byte[] larger = new byte[text.length + 9];
    System.arraycopy(text, 0, larger, 4, text.length);
    assertThat(TextShape.of(Octets.of(larger, 4, text.length))).isEqualTo(found);
    Octets[] pieces = new Octets[text.length + 1];
    for (int i = 0; i < text.length; i++) {
      pieces[i] = Octets.of(text, i, 1);
    }
    pieces[text.length] = Octets.of(new byte[0]);
    assertThat(TextShape.of(Octets.join(pieces))).isEqualTo(found);
  }

  private static byte[] reference(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        out.writeBytes("\r\n".getBytes(US_ASCII));
        if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
          i++;
        }
      } else {
        out.write(text[i]);
      }
    }
    return out.toByteArray();
  }

  private static TextShape referenceShape(byte[] text) {
    String all = new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
    long eightBit = all.chars().filter(c -> c > 127).count();
    long controls = all.chars().filter(c -> c < 14 && c != '\t' && c != '\r' && c != '\n').count();
    long lineEnds = count(all, "\r\n");
    long lf = count(all, "(?<!\r)\n");
    long cr = count(all, "\r(?!\n)");
    long longest = 0;
    boolean from = false;
    boolean space = false;
    String[] lines = all.split("\r\n|(?<!\r)\n", -1);
    for (int i = 0; i < lines.length; i++) {
      longest = Math.max(longest, lines[i].length());
      from |= lines[i].startsWith("From ");
      space |= i + 1 < lines.length && (lines[i].endsWith(" ") || lines[i].endsWith("\t"));
    }
    return new TextShape(eightBit, controls, lf, cr, lineEnds, longest, from, space);
  }

  private static long count(String text, String pattern) {
    return java.util.regex.Pattern.compile(pattern).matcher(text).results().count();
  }
}
