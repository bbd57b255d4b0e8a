package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.provider.Crypto;

class TemporaryStorageTest {
  private static final byte[] PLAIN =
      "the secret text ".repeat(3 * TemporaryStorage.PIECE / 16 + 1000).getBytes(US_ASCII);

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("temporary");
  }

  /** As a temporary file, but with a name by which a test can reach it. */
  private TemporaryStorage stored(byte[] plain) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    TemporaryStorage storage = new TemporaryStorage(channel, new FileCipher(Cipher::getInstance));
    storage.append(plain, 0, plain.length);
    storage.finish();
    return storage;
  }

  private static byte[] read(FileStorage storage, int from, int count) throws IOException {
    byte[] read = new byte[count];
    int found = storage.read(from, read, 0, count);
    return Arrays.copyOf(read, found);
  }

  @Test
  void theFileHoldsNoPlainText() throws IOException {
    TemporaryStorage storage = stored(PLAIN);
    byte[] raw = Files.readAllBytes(file);
    assertThat(raw).hasSize(PLAIN.length + 4 * FileCipher.TAG);
    assertThat(new String(raw, ISO_8859_1)).doesNotContain("secret");
    assertThat(read(storage, 0, PLAIN.length)).isEqualTo(PLAIN);
    storage.close();
  }

  @Test
  void nothingIsLeftOfTheFileOnceItIsClosed() throws IOException {
    TemporaryStorage storage = TemporaryStorage.in(folder, Cipher::getInstance);
    storage.append(PLAIN, 0, PLAIN.length);
    storage.finish();
    storage.close();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, TemporaryStorage.PIECE, TemporaryStorage.SEALED + 5})
  void aChangedPieceIsNoticedAndTheOthersAreStillRead(int changed) throws IOException {
    TemporaryStorage storage = stored(PLAIN);
    byte[] raw = Files.readAllBytes(file);
    raw[changed] ^= 1;
    Files.write(file, raw, StandardOpenOption.WRITE);
    int piece = changed / TemporaryStorage.SEALED;
    int start = piece * TemporaryStorage.PIECE;
    assertThatThrownBy(() -> read(storage, 0, PLAIN.length))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was changed");
    assertThatThrownBy(() -> read(storage, start + 10, 1)).isInstanceOf(IOException.class);
    int other = start + TemporaryStorage.PIECE;
    assertThat(read(storage, other, 100)).isEqualTo(Arrays.copyOfRange(PLAIN, other, other + 100));
    storage.close();
  }

  @Test
  void aPieceInThePlaceOfAnotherIsNoticed() throws IOException {
    TemporaryStorage storage = stored(PLAIN);
    byte[] raw = Files.readAllBytes(file);
    System.arraycopy(raw, 0, raw, TemporaryStorage.SEALED, TemporaryStorage.SEALED);
    Files.write(file, raw, StandardOpenOption.WRITE);
    assertThatThrownBy(() -> read(storage, TemporaryStorage.PIECE, 1))
        .hasMessageContaining("was changed");
    storage.close();
  }

  @Test
  void aFileThatWasCutIsNoticed() throws IOException {
    TemporaryStorage storage = stored(PLAIN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
    assertThatThrownBy(() -> read(storage, PLAIN.length - 1, 1))
        .hasMessageContaining("became shorter");
    storage.close();
  }

  @Test
  void nothingIsAppendedToACompleteFile() throws IOException {
    TemporaryStorage storage = stored(PLAIN);
    assertThatThrownBy(() -> storage.append(PLAIN, 0, PLAIN.length))
        .isInstanceOf(IllegalStateException.class);
    storage.close();
  }

  static LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySpanReadsAsItWasWrittenWithEachProvider(long seed) throws IOException {
    Random random = new Random(seed);
    CipherSource ciphers = random.nextBoolean() ? Cipher::getInstance : Crypto.preferred()::cipher;
    byte[] expected = Seeds.bytes(random, random.nextInt(4 * TemporaryStorage.PIECE));
    try (Spool spool = new Spool(random.nextInt(2000), 0, ciphers)) {
      for (int done = 0; done < expected.length; ) {
        int piece = Math.min(random.nextInt(100_000), expected.length - done);
        spool.write(expected, done, piece);
        done += piece;
      }
      try (Octets octets = spool.toOctets()) {
        for (int i = 0; i < 20; i++) {
          int from = random.nextInt(expected.length + 1);
          int to = from + random.nextInt(expected.length + 1 - from);
          assertThat(octets.slice(from, to).toByteArray())
              .isEqualTo(Arrays.copyOfRange(expected, from, to));
        }
      }
    }
  }

  @Test
  void aBufferIsFilledAsFarAsTheFileGoes() throws IOException {
    Files.write(file, PLAIN);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer all = ByteBuffer.allocate(PLAIN.length + 10);
      assertThat(FileStorage.read(channel, 0, all)).isEqualTo(PLAIN.length);
      assertThat(Arrays.copyOf(all.array(), PLAIN.length)).isEqualTo(PLAIN);
    }
  }
}
