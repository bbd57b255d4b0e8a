package org.sealgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OctetsTest {
  @TempDir private Path folder;

  static LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachStorageReadsAlike(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] expected = Seeds.bytes(random, 1 + random.nextInt(300_000));
    for (Octets octets : storages(expected, random)) {
      try (octets) {
        assertThat(octets.length()).isEqualTo(expected.length);
        assertThat(octets.toByteArray()).isEqualTo(expected);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        octets.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(expected);
        int from = random.nextInt(expected.length + 1);
        int to = from + random.nextInt(expected.length + 1 - from);
        byte[] span = Arrays.copyOfRange(expected, from, to);
        Octets slice = octets.slice(from, to);
        assertThat(slice.toByteArray()).isEqualTo(span);
        assertThat(readMixed(slice.open(), random)).isEqualTo(span);
        int inner = random.nextInt(span.length + 1);
        assertThat(slice.slice(inner, span.length).toByteArray())
            .isEqualTo(Arrays.copyOfRange(span, inner, span.length));
      }
    }
  }

  private List<Octets> storages(byte[] expected, Random random) throws IOException {
    Path file = Files.write(folder.resolve("octets"), expected);
    Spool small = new Spool(1 + random.nextInt(1000), random.nextInt(2000));
    Seeds.writeInPieces(random, expected, small);
    Spool large = new Spool(Spool.DEFAULT_THRESHOLD);
    Seeds.writeInPieces(random, expected, large);
    assertThat(small.length()).isEqualTo(expected.length);
    int cut = random.nextInt(expected.length + 1);
    Octets joined =
        Octets.join(
            Octets.of(expected, 0, cut),
            Octets.of(new byte[0]),
            Octets.of(expected, cut, expected.length - cut));
    return List.of(
        Octets.of(expected), Octets.of(file), small.toOctets(), large.toOctets(), joined);
  }

  private static byte[] readMixed(InputStream in, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[20_000];
    while (true) {
      int one = random.nextBoolean() ? in.read() : -2;
      if (one >= 0) {
        out.write(one);
      }
      int count = in.read(piece, 0, 1 + random.nextInt(piece.length));
      if (count < 0) {
        return out.toByteArray();
      }
      out.write(piece, 0, count);
      if (random.nextInt(50) == 0) {
        in.transferTo(out);
      }
    }
  }

  @Test
  void aSpoolHandsOutItsBufferWithoutACopy() throws IOException {
    try (Spool spool = new Spool(1000, 100)) {
      spool.write(new byte[100]);
      assertThat(((MemoryOctets) spool.toOctets()).array()).hasSize(100);
    }
  }
}
