package org.sealgate.mime;

import java.util.Random;
import java.util.stream.LongStream;

/** Seeds of property tests; the seed is an argument of the test, so that a failure shows it. */
final class Seeds {
  private Seeds() {}

  /** Fixed ones, so that a failure stays one, and two that change from run to run. */
  static LongStream all() {
    return LongStream.concat(LongStream.range(0, 40), new Random().longs(10));
  }

  static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Octets out of few kinds: the places where line ends, escapes and boundaries meet. */
  static byte[] text(Random random, int length, String alphabet) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return bytes;
  }

  /** Writes an array in pieces of random size. */
  static void writeInPieces(Random random, byte[] from, java.io.OutputStream out)
      throws java.io.IOException {
    int at = 0;
    while (at < from.length) {
      int count = Math.min(from.length - at, 1 + random.nextInt(random.nextBoolean() ? 7 : 20_000));
      if (count == 1) {
        out.write(from[at]);
      } else {
        out.write(from, at, count);
      }
      at += count;
    }
  }
}
