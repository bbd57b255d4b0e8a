package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

class HeaderBlockTest {
  @TempDir private Path folder;

  static java.util.stream.LongStream seeds() {
    return Seeds.all();
  }

  private static Entity entity(String text) {
    try {
      return Entity.parse(Octets.of(text.getBytes(ISO_8859_1)), MimeLimits.DEFAULT);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String body(Entity entity) throws IOException {
    return new String(entity.body().toByteArray(), ISO_8859_1);
  }

  private static String raw(HeaderBlock header) {
    return new String(header.raw(), ISO_8859_1);
  }

  @Test
  void findsFieldsInAnyCaseAndUnfoldsThem() throws IOException {
    Entity entity = entity("SUBJECT: a\r\n  b\r\n\tc\r\nTo:x\r\nto : y \r\n\r\nbody\r\n");
    assertThat(entity.header().value("Subject")).hasValue("a  b\tc");
    assertThat(entity.header().all("To")).extracting(HeaderField::value).containsExactly("x", "y");
    assertThat(body(entity)).isEqualTo("body\r\n");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsEveryOctetOfWhatItIsNotAskedToChange(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] junk =
        Seeds.text(random, random.nextInt(4000), "Subject: x\r\n\r\n \t\n\nFrom :\u00e4-\0,");
    Octets octets = Octets.of(junk);
    Entity entity = Entity.parse(octets, MimeLimits.DEFAULT);
    long headerEnd = junk.length - entity.body().length();
    String text = new String(junk, ISO_8859_1);
    String header = raw(entity.header());
    // The fields, then nothing but the empty line, or a line end where the last field had none.
    boolean cut = !header.isEmpty() && !text.startsWith(header);
    String stripped = cut ? header.replaceAll("\r?\n$", "") : header;
    assertThat(text).startsWith(stripped);
    assertThat(text.substring(stripped.length(), (int) headerEnd)).matches("\r*\n?");

    Path file = Files.write(folder.resolve("mail"), junk);
    try (Octets stored = Octets.of(file)) {
      Entity fromFile = Entity.parse(stored, MimeLimits.DEFAULT);
      assertThat(raw(fromFile.header())).isEqualTo(header);
      assertThat(fromFile.body().length()).isEqualTo(entity.body().length());
    }
  }

  @Test
  void findsTheEndAlsoWithLfAndMixedLineEnds() throws IOException {
    assertThat(body(entity("A: 1\nB: 2\n\nbody\n\nmore"))).isEqualTo("body\n\nmore");
    assertThat(body(entity("A: 1\r\nB: 2\n\r\nbody"))).isEqualTo("body");
    assertThat(body(entity("A: 1\r\r\n\r\r\nbody"))).isEqualTo("body");
  }

  @Test
  void toleratesAMissingEmptyLine() throws IOException {
    assertThat(body(entity("A: 1\r\n--boundary\r\nx"))).isEqualTo("--boundary\r\nx");
    assertThat(body(entity("A: 1\r\nB: 2"))).isEmpty();
    assertThat(body(entity("no field at all\r\n"))).isEqualTo("no field at all\r\n");
    assertThat(body(entity("\r\nbody"))).isEqualTo("body");
  }

  @Test
  void keepsALineThatIsNoField() {
    HeaderBlock header = entity("A: 1\r\njunk here\r\nB: 2\r\n\r\n").header();
    assertThat(header.fields()).extracting(HeaderField::name).containsExactly("A", "", "B");
    assertThat(raw(header.without("A"))).isEqualTo("junk here\r\nB: 2\r\n");
  }

  @Test
  void readsAMailThatAnMboxWriterTouched() throws IOException {
    Octets mail = Octets.of("\r\n\nFrom a@b Sat Jan 1\nA: 1\n\nbody".getBytes(ISO_8859_1));
    Entity entity = Entity.parseMail(mail, MimeLimits.DEFAULT);
    assertThat(entity.header().value("A")).hasValue("1");
    assertThat(body(entity)).isEqualTo("body");
  }

  @Test
  void replacesInPlaceAndRemovesTheOthersOfTheName() {
    HeaderBlock header = entity("A: 1\nB:  2\n x\nb: 3\nC: 4\n\n").header();
    assertThat(raw(header.with("B", "new"))).isEqualTo("A: 1\nB: new\r\nC: 4\n");
    assertThat(raw(header.with("D", "new"))).endsWith("C: 4\nD: new\r\n");
    assertThat(raw(header.prepend(HeaderField.of("D", "d")))).startsWith("D: d\r\nA: 1\n");
  }

  @Test
  void foldsLongValuesAtWhiteSpace() {
    String value = "word ".repeat(60).strip();
    HeaderField field = HeaderField.of("Subject", value);
    assertThat(field.value()).isEqualTo(value);
    assertThat(new String(field.raw(), UTF_8).lines()).allMatch(line -> line.length() <= 78);
  }

  @Test
  void refusesAFieldThatWouldBecomeTwo() {
    assertThatThrownBy(() -> HeaderField.of("Subject", "a\r\nBcc: b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderField.of("Sub ject", "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotTurnABareCrIntoANewField() {
    HeaderBlock header = entity("Subject: a\rBcc: b\nX: 1\r\n\n").header();
    assertThat(raw(header.canonical())).isEqualTo("Subject: a Bcc: b\r\nX: 1\r\n");
  }

  @Test
  void namesTheLimitThatAHeaderExceeds() {
    MimeLimits limits = new MimeLimits(100, 3, 10, 10);
    assertLimit("A: 1\r\n".repeat(4) + "\r\n", limits, "mime.headerFields");
    assertLimit("A: " + "1".repeat(200), limits, "mime.headerOctets");
    assertThat(HeaderBlock.parse("A: 1\r\n".repeat(3).getBytes(UTF_8), limits).fields()).hasSize(3);
  }

  private static void assertLimit(String text, MimeLimits limits, String name) {
    assertThatThrownBy(() -> Entity.parse(Octets.of(text.getBytes(UTF_8)), limits))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining(name);
  }

  @Test
  void readsUtf8AndOtherOctetsInValues() {
    HeaderBlock utf8 = HeaderBlock.parse("Subject: gr\u00fcn".getBytes(UTF_8), MimeLimits.DEFAULT);
    HeaderBlock latin =
        HeaderBlock.parse("Subject: gr\u00fcn".getBytes(ISO_8859_1), MimeLimits.DEFAULT);
    assertThat(utf8.value("subject")).hasValue("gr\u00fcn");
    assertThat(latin.value("subject")).hasValue("gr\u00fcn");
  }
}
