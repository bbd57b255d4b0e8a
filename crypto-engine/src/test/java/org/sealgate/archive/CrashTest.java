package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.Secret;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.server.PostgreSql;
import org.sealgate.identity.IdentityFile;

/**
 * A process that imports is killed at random moments; what it had reported as done must be there,
 * nothing may be half there, and the audit must be whole. 8 moments, or as many as the system
 * property {@code sealgate.crashes} says.
 */
abstract class CrashTest {
  private static final int CRASHES = Integer.getInteger("sealgate.crashes", 8);
  private static final int FILES = 40;

  @TempDir Path folder;

  /** A place where no archive is yet. */
  abstract ArchivePlace freshPlace(Path folder);

  /** What a process needs to find the place, which {@link Importer} reads. */
  abstract String told(ArchivePlace place);

  @Test
  void noMomentOfDeathLosesAKey() throws Exception {
    Random random = new Random();
    Path keys = makeKeys();
    ArchivePlace place = freshPlace(folder);
    Path masterFile = folder.resolve("master.key");
    MasterKey master = MasterKey.createdIfAbsent(masterFile);
    for (int crash = 0; crash < CRASHES; crash++) {
      List<String> reported =
          runAndKill(List.of(told(place), masterFile.toString(), keys.toString()), random);
      if (holdsAll(place.open(master), reported)) {
        place = freshPlace(folder);
      }
    }
  }

  /** Checks the archive; true where every key has come in, so that the next round begins anew. */
  private static boolean holdsAll(KeyArchive opened, List<String> reported) {
    try (KeyArchive archive = opened) {
      ArchiveInvariants.check(archive);
      assertThat(archive.list()).extracting(ArchivedIdentity::id).containsAll(reported);
      return archive.list().size() == FILES;
    }
  }

  private Path makeKeys() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (int i = 0; i < FILES; i++) {
      var identity =
          TestPki.shared()
              .user("user" + i % 5 + "@example.org")
              .validYears(1990 + i, 1992 + i)
              .key(org.sealgate.fixtures.pki.KeyAlgorithm.EC_P256)
              .issue();
      Files.writeString(
          keys.resolve("%03d.pem".formatted(i)), identity.privateKeyPem() + identity.chainPem());
    }
    return keys;
  }

  /** The ids the process printed, each after its import had returned. */
  private static List<String> runAndKill(List<String> places, Random random) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xshare:auto");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Importer.class.getName());
    command.addAll(places);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> reported = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String ready = out.readLine();
      assertThat(ready).isEqualTo("ready");
      Thread killer =
          Thread.ofVirtual()
              .start(() -> {
                long delay = random.nextLong(TimeUnit.MILLISECONDS.toNanos(400));
                java.util.concurrent.locks.LockSupport.parkNanos(delay);
                process.destroyForcibly();
              });
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() == 64) {
          reported.add(line);
        }
      }
      killer.join();
    }
    process.waitFor();
    return reported;
  }

  /** The process that is killed. */
  static final class Importer {
    private Importer() {}

    public static void main(String[] arguments) throws IOException {
      PrintStream out = System.out;
      MasterKey master = MasterKey.inFile(Path.of(arguments[1]));
      try (KeyArchive archive =
              KeyArchives.open(location(arguments[0]), master, KeyArchives.Settings.DEFAULT);
          var files = Files.list(Path.of(arguments[2]))) {
        List<Path> all = new ArrayList<>(files.sorted().toList());
        java.util.Collections.shuffle(all);
        out.println("ready");
        for (Path file : all) {
          IdentityFile read = IdentityFile.read(Files.readAllBytes(file), List.of(Secret.of("")));
          archive.addAll(read.identities()).forEach(done -> out.println(done.entry().id()));
        }
      }
    }

    private static ArchiveLocation location(String told) {
      return PostgresUrl.isUrl(told)
          ? ArchiveLocation.of(told, Optional.of(Secret.of(PostgreSql.PASSWORD)))
          : ArchiveLocation.of(Path.of(told));
    }
  }
}
