package org.sealgate.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sealgate.fixtures.corpus.Corpora;

/**
 * Where the fuzzer starts: files of the corpora, where these are beside the project, and seeds that
 * are made for the run. A build starts from the files alone, so that each reads the same inputs.
 */
final class Seeds {
  /** Set where a person fuzzes, guided by what is reached. */
  private static final boolean BY_HAND = Boolean.getBoolean("jazzer.hooks");

  /** Larger files make the fuzzer slow and find nothing more. */
  private static final long LARGEST = 24 << 10;

  /** Of one folder; each costs a moment before fuzzing begins. */
  private static final int MOST = 60;

  private Seeds() {}

  /**
   * Files, and seeds that differ from run to run: these by hand, or where there are no files.
   *
   * @param fresh makes the latter
   */
  static Stream<byte[]> of(Stream<byte[]> files, Supplier<Stream<byte[]>> fresh) {
    boolean both = BY_HAND || Corpora.find().isEmpty();
    return both ? Stream.concat(fresh.get(), files) : files;
  }

  /** Files in folders of the corpora whose names end in one of these; all of them for none. */
  static Stream<byte[]> in(List<String> folders, String... endings) {
    Optional<Path> corpora = Corpora.find();
    if (corpora.isEmpty()) {
      System.err.println("The corpora are not here: the fuzzer starts from generated seeds only.");
      return Stream.empty();
    }
    return folders.stream().flatMap(folder -> files(corpora.get().resolve(folder), endings));
  }

  private static Stream<byte[]> files(Path folder, String... endings) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found =
          all.filter(Files::isRegularFile).filter(file -> isSeed(file, endings)).sorted().toList();
      int step = found.size() / MOST + 1;
      return Stream.iterate(0, i -> i < found.size(), i -> i + step).map(i -> octets(found.get(i)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSeed(Path file, String... endings) {
    String name = file.getFileName().toString();
    return (endings.length == 0 || Stream.of(endings).anyMatch(name::endsWith))
        && file.toFile().length() <= LARGEST;
  }

  private static byte[] octets(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
