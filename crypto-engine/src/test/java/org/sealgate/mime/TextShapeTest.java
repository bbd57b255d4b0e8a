package org.sealgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pass over lines, against one that looks at each octet by itself. */
class TextShapeTest {
  private static final String[] PIECES = {
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\n",
    "FUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "From DEFGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJ \r\n",
    "QUJDREVGR0hJSktMTU5PU\tFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "QUJDREVGR0hJSktMTU5PU\u00e4FSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "QUJDREVGR0hJSktMTU5PU\u000eFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "QUJDREVGR0hJSktMTU5PU\0FSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n",
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r",
    "\r\n",
    "\n",
    "\r",
    "From ",
    "F",
    "x",
    "short\r\n"
  };

  static LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysWhatIsThereWhereverThePiecesBegin(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] text = text(random).getBytes(StandardCharsets.ISO_8859_1);
      TextShape expected = octetByOctet(text);
      assertThat(TextShape.of(Octets.of(text))).as("seed %d", seed).isEqualTo(expected);
      int cut = random.nextInt(text.length + 1);
      Octets two = Octets.join(Octets.of(text, 0, cut), Octets.of(text, cut, text.length - cut));
      assertThat(TextShape.of(two)).as("seed %d, cut at %d", seed, cut).isEqualTo(expected);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    boolean regular = random.nextInt(8) == 0;
    for (int i = random.nextInt(regular ? 500 : 30); i >= 0; i--) {
      int usual = random.nextInt(regular ? 100 : 3) == 0 ? random.nextInt(PIECES.length) : 0;
      text.append(PIECES[usual]);
    }
    return text.toString();
  }

  private static TextShape octetByOctet(byte[] text) {
    long eightBit = 0;
    long controls = 0;
    long bareLf = 0;
    long bareCr = 0;
    long lineEnds = 0;
    long longest = 0;
    boolean fromLine = false;
    boolean trailingSpace = false;
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      boolean lf = i < text.length && text[i] == '\n';
      if (i == start) {
        fromLine |=
            new String(text, i, Math.min(5, text.length - i), StandardCharsets.ISO_8859_1)
                .equals("From ");
      }
      if (i == text.length) {
        longest = Math.max(longest, i - start);
      } else if (lf) {
        boolean crlf = i > 0 && text[i - 1] == '\r';
        int end = crlf ? i - 1 : i;
        lineEnds += crlf ? 1 : 0;
        bareLf += crlf ? 0 : 1;
        longest = Math.max(longest, end - start);
        trailingSpace |= end > start && (text[end - 1] == ' ' || text[end - 1] == '\t');
        start = i + 1;
      } else if (text[i] == '\r') {
        bareCr += i + 1 < text.length && text[i + 1] == '\n' ? 0 : 1;
      } else if (text[i] < 0) {
        eightBit++;
      } else if (text[i] < 14 && text[i] != '\t') {
        controls++;
      }
    }
    return new TextShape(
        eightBit, controls, bareLf, bareCr, lineEnds, longest, fromLine, trailingSpace);
  }
}
