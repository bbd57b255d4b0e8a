package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.CrashWorker.Task;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestPki;

/**
 * A process that imports, activates, revokes and changes the master key is killed at random
 * moments; what it had reported as done must be there, nothing may be half there, exactly one
 * master key opens the archive, and the audit must be whole. A few moments, or as many as the
 * system property {@code sealgate.crashes} says; a third of them in the middle of a change of the
 * master key.
 */
abstract class CrashTest {
  private static final int FILES = 40;

  /** A full archive has its master key changed so often, before another begins. */
  private static final int CHANGES = 4;

  /** What a process says that ended by signal 9: one that was done before does not count. */
  private static final int KILLED = 128 + 9;

  @TempDir Path folder;
  private int master;
  private int deaths;
  private int interruptedRotations;
  private Set<String> before = Set.of();

  /** A place where no archive is yet. */
  abstract ArchivePlace freshPlace(Path folder);

  /** So many deaths where nobody asks for more. */
  abstract int few();

  /** What a process needs to find the place, which {@link CrashWorker} reads. */
  abstract String told(ArchivePlace place);

  @Test
  void noMomentOfDeathLosesAKey() throws Exception {
    Random random = new Random();
    makeKeys();
    int crashes = Integer.getInteger("sealgate.crashes", few());
    ArchivePlace place = freshPlace(folder);
    while (deaths < crashes || interruptedRotations < Math.ceilDiv(crashes, 3)) {
      Task task = mayRotate(random) ? Task.ROTATE : Task.IMPORT;
      List<String> said = runAndKill(task, told(place), random);
      if (task == Task.ROTATE) {
        settleMaster(place, said);
      }
      check(place, said);
      if (task == Task.ROTATE && before.size() == FILES && random.nextInt(CHANGES) == 0) {
        place = freshPlace(folder);
        before = Set.of();
      }
    }
    System.out.printf(
        "%d deaths, %d of them in the middle of a change of the master key%n",
        deaths, interruptedRotations);
  }

  /** A change of the master key is over at once where there are few keys. */
  private boolean mayRotate(Random random) {
    return before.size() == FILES || (before.size() > FILES / 4 && random.nextBoolean());
  }

  /** Finds the one master key that opens, and finishes what was interrupted. */
  private void settleMaster(ArchivePlace place, List<String> said) {
    master += (int) said.stream().filter(line -> line.startsWith("rotated ")).count();
    boolean unfinished;
    try (Store store = Store.open(place.location())) {
      unfinished = store.read(MasterKeyRotation::isUnfinished);
    }
    boolean isDone = !unfinished && opens(place, master + 1);
    if (unfinished || isDone) {
      assertThatThrownBy(() -> open(place, master)).hasMessageContaining("does not open");
      master++;
    }
    try (KeyArchive between = open(place, master)) {
      ArchiveInvariants.check(between);
    }
    if (unfinished) {
      interruptedRotations++;
      KeyArchives.rotateMaster(
          place.location(), CrashWorker.key(folder, master - 1), CrashWorker.key(folder, master));
    }
  }

  private KeyArchive open(ArchivePlace place, int number) {
    return place.open(CrashWorker.key(folder, number));
  }

  private boolean opens(ArchivePlace place, int number) {
    try {
      open(place, number).close();
      return true;
    } catch (org.sealgate.SmimeException e) {
      assertThat(e).hasMessageContaining("does not open");
      return false;
    }
  }

  private void check(ArchivePlace place, List<String> said) {
    try (KeyArchive archive = open(place, master)) {
      ArchiveInvariants.check(archive);
      List<ArchivedIdentity> entries = archive.list();
      assertThat(entries)
          .extracting(ArchivedIdentity::id)
          .containsAll(said.stream().filter(line -> line.length() == 64).toList());
      noneIsHalfDone(entries, said);
      assertThat(entries)
          .filteredOn(entry -> said.contains("revoked " + entry.id()))
          .allMatch(entry -> entry.state() == KeyState.REVOKED);
    }
  }

  /** What came in together is there together: what was there before is in no such group. */
  private void noneIsHalfDone(List<ArchivedIdentity> entries, List<String> said) {
    Set<String> there = entries.stream().map(ArchivedIdentity::id).collect(Collectors.toSet());
    for (String line : said) {
      if (line.startsWith(CrashWorker.BEGUN)) {
        List<String> begun = List.of(line.substring(CrashWorker.BEGUN.length()).split(" "));
        List<String> fresh = begun.stream().filter(id -> !before.contains(id)).toList();
        assertThat(fresh.stream().filter(there::contains).count())
            .as("of " + fresh)
            .isIn(0L, (long) fresh.size());
      }
    }
    before = there;
  }

  private void makeKeys() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (int i = 0; i < FILES; i++) {
      var identity =
          TestPki.shared()
              .user("user" + i % 5 + "@example.org")
              .validYears(1990 + i, 1992 + i)
              .key(KeyAlgorithm.EC_P256)
              .issue();
      Files.writeString(
          keys.resolve("%03d.pem".formatted(i)), identity.privateKeyPem() + identity.chainPem());
    }
  }

  /** What the process said, each line after what it tells of had returned. */
  private List<String> runAndKill(Task task, String place, Random random) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWorker.class.getName(),
                task.name(),
                folder.toString(),
                Integer.toString(master),
                place)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      Thread killer =
          Thread.ofVirtual()
              .start(() -> {
                LockSupport.parkNanos(random.nextLong(task.longestLife().toNanos()));
                // The process itself would close its streams too, and what it said were lost.
                process.toHandle().destroyForcibly();
              });
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
      }
      killer.join();
    }
    if (process.waitFor() == KILLED) {
      deaths++;
    }
    return said;
  }
}
