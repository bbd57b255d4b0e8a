package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.SmimeException;

class MultipartTest {
  @TempDir private Path folder;

  static LongStream seeds() {
    return Seeds.all();
  }

  private static Multipart cut(String body) throws IOException {
    return Multipart.parse(Octets.of(body.getBytes(ISO_8859_1)), "b", MimeLimits.DEFAULT);
  }

  private static String text(Octets octets) {
    try {
      return new String(octets.toByteArray(), ISO_8859_1).replace("\r", "R").replace("\n", "N");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String show(Multipart multipart) {
    StringBuilder shown = new StringBuilder(text(multipart.preamble()));
    multipart.parts().forEach(part -> shown.append('[').append(text(part)).append(']'));
    return shown
        .append(multipart.closed() ? "." : "!")
        .append(text(multipart.epilogue()))
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "--bRNoneRN--bRNtwoRN--b--RN, [one][two].",
    "preRN--bRNoneRN--b--RNepiRN, pre[one].epiRN",
    "--bNoneN--bNtwoN--b--, [one][two].",
    "RN--bRNoneRNRN--b--RN, [oneRN].",
    "--b \tRNoneRN--b--  RN, [one].",
    "--bRNoneRN--bcRNxRN--b--RN, [oneRN--bcRNx].",
    "--bRNoneRNx--bRNyRN--b--RN, [oneRNx--bRNy].",
    "--bRNoneRN--bRNtwo, [one][two]!",
    "--bRN--bRNRN--b--RN, [][].",
    "--b--RNx, .x",
    "nothing, nothing!",
    "--bRNaRN--b--RN--bRNhiddenRN--b--RN, [a].--bRNhiddenRN--b--RN",
    "--bRNaRN--b, [a][]!",
    "--b-RNaRN, --b-RNaRN!",
  })
  void cutsAtItsBoundariesAlone(String body, String expected) throws IOException {
    assertThat(show(cut(body.replace('R', '\r').replace('N', '\n')))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cutsAsALineReaderDoesInMemoryAndInFiles(long seed) throws IOException {
    Random random = new Random(seed);
    String boundary =
        "xy".repeat(random.nextInt(random.nextBoolean() ? 3 : 30))
            + "-a"
            + "-".repeat(random.nextInt(3));
    StringBuilder body = new StringBuilder();
    String[] pieces = {
      "\r\n", "\n", "--" + boundary, "--", boundary, " ", "x", "-", "\r\n--" + boundary + "\r\n"
    };
    int large = random.nextInt(10) == 0 ? 300_000 : 0;
    while (body.length() < large || random.nextInt(40) != 0) {
      body.append(pieces[random.nextInt(pieces.length)]);
      if (large > 0) {
        body.append("q".repeat(random.nextInt(5000)));
      }
    }
    byte[] octets = body.toString().getBytes(ISO_8859_1);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    Multipart inMemory = Multipart.parse(Octets.of(octets), boundary, MimeLimits.DEFAULT, first);
    assertThat(show(inMemory)).isEqualTo(reference(body.toString(), boundary));
    assertThat(first.toByteArray()).isEqualTo(firstOf(inMemory));
    Path file = Files.write(folder.resolve("body"), octets);
    try (Octets stored = Octets.of(file)) {
      first.reset();
      assertThat(show(Multipart.parse(stored, boundary, MimeLimits.DEFAULT, first)))
          .isEqualTo(show(inMemory));
      assertThat(first.toByteArray()).isEqualTo(firstOf(inMemory));
    }
  }

  private static byte[] firstOf(Multipart multipart) throws IOException {
    return multipart.parts().isEmpty() ? new byte[0] : multipart.parts().getFirst().toByteArray();
  }

  private static String reference(String body, String boundary) {
    Pattern line =
        Pattern.compile(
            "(?:(?<![\\s\\S])|\r?\n|(?<=\n))--"
                + Pattern.quote(boundary)
                + "(--)?[ \t\r]*(?:\n|\\z)");
    var matcher = line.matcher(body);
    List<String> parts = new ArrayList<>();
    int at = 0;
    boolean closed = false;
    while (!closed && matcher.find(at)) {
      parts.add(body.substring(at, Math.max(at, matcher.start())));
      at = matcher.end();
      closed = matcher.group(1) != null;
      if (!closed) {
        matcher.region(at, body.length());
        matcher.useTransparentBounds(true).useAnchoringBounds(false);
      }
    }
    String rest = body.substring(at);
    StringBuilder shown = new StringBuilder(parts.isEmpty() ? rest : parts.get(0));
    List<String> inner = new ArrayList<>(parts.subList(Math.min(1, parts.size()), parts.size()));
    if (!closed && !parts.isEmpty()) {
      inner.add(rest);
    }
    inner.forEach(part -> shown.append('[').append(part).append(']'));
    shown.append(closed ? "." + rest : "!");
    return shown.toString().replace("\r", "R").replace("\n", "N");
  }

  @Test
  void boundsTheNumberOfPartsAndTheBoundary() throws IOException {
    MimeLimits limits = new MimeLimits(1000, 10, 3, 10);
    Octets three = Octets.of("--b\n\n--b\n\n--b\n\n--b--".getBytes(ISO_8859_1));
    Octets four = Octets.of("--b\n\n--b\n\n--b\n\n--b\n\n--b--".getBytes(ISO_8859_1));
    assertThat(Multipart.parse(three, "b", limits).parts()).hasSize(3);
    assertThatThrownBy(() -> Multipart.parse(four, "b", limits))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("mime.parts = 3");
    assertThatThrownBy(() -> Multipart.parse(four, "b".repeat(8_193), limits))
        .isInstanceOf(SmimeException.class);
  }
}
