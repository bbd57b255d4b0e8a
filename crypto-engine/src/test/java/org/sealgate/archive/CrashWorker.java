package org.sealgate.archive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.sealgate.Secret;
import org.sealgate.fixtures.server.PostgreSql;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;

/** The process that is killed: it imports and revokes, or changes the master key, without end. */
final class CrashWorker {
  /** What it does. */
  enum Task {
    IMPORT(400),
    ROTATE(1_200);

    private final int millis;

    Task(int millis) {
      this.millis = millis;
    }

    /** How long it lives at most after it began. */
    Duration longestLife() {
      return Duration.ofMillis(millis);
    }
  }

  /** What is said before an import of several identities, which are named after it. */
  static final String BEGUN = "begun ";

  private static final int MOST_AT_ONCE = 6;

  private CrashWorker() {}

  /** The key file of that number. */
  static MasterKey key(Path folder, int number) {
    return MasterKey.createdIfAbsent(folder.resolve("master-" + number + ".key"));
  }

  /** Arguments: task, folder of key files, number of the master key, place of the archive. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    int master = Integer.parseInt(arguments[2]);
    ArchiveLocation place = location(arguments[3]);
    switch (Task.valueOf(arguments[0])) {
      case IMPORT -> importAndRevoke(folder, key(folder, master), place);
      case ROTATE -> rotate(folder, master, place);
    }
  }

  private static ArchiveLocation location(String told) {
    return PostgresUrl.isUrl(told)
        ? ArchiveLocation.of(told, Optional.of(Secret.of(PostgreSql.PASSWORD)))
        : ArchiveLocation.of(Path.of(told));
  }

  private static void importAndRevoke(Path folder, MasterKey master, ArchiveLocation place)
      throws IOException {
    PrintStream out = System.out;
    Random random = new Random();
    try (KeyArchive archive = KeyArchives.open(place, master, KeyArchives.Settings.DEFAULT);
        var files = Files.list(folder.resolve("keys"))) {
      List<Path> all = new ArrayList<>(files.sorted().toList());
      Collections.shuffle(all, random);
      warmUp(folder, all.subList(0, MOST_AT_ONCE));
      out.println("ready");
      for (int first = 0; first < all.size(); ) {
        int next = Math.min(all.size(), first + 1 + random.nextInt(MOST_AT_ONCE));
        importTogether(archive, all.subList(first, next));
        first = next;
        if (random.nextInt(4) == 0) {
          List<ArchivedIdentity> there = archive.list();
          String id = there.get(random.nextInt(there.size())).id();
          archive.revoked(id, "crash test");
          out.println("revoked " + id);
        }
      }
    }
  }

  /** Death should come between and in transactions, not while classes load. */
  private static void warmUp(Path folder, List<Path> files) throws IOException {
    Path scratch = Files.createTempDirectory(folder, "warm");
    MasterKey master = MasterKey.createdIfAbsent(scratch.resolve("master.key"));
    try (KeyArchive archive = KeyArchives.open(scratch.resolve("archive.db"), master)) {
      for (Path file : files) {
        archive.addAll(
            IdentityFile.read(Files.readAllBytes(file), List.of(Secret.of(""))).identities());
      }
      archive.revoked(archive.list().getFirst().id(), "warming up");
    }
  }

  /** All of them come in, or none: it says which before it begins, and each one afterwards. */
  private static void importTogether(KeyArchive archive, List<Path> files) throws IOException {
    PrintStream out = System.out;
    List<Identity> identities = new ArrayList<>();
    for (Path file : files) {
      identities.addAll(
          IdentityFile.read(Files.readAllBytes(file), List.of(Secret.of(""))).identities());
    }
    out.println(
        BEGUN
            + identities.stream()
                .map(identity -> identity.certificate().fingerprint())
                .collect(Collectors.joining(" ")));
    archive.addAll(identities).forEach(done -> out.println(done.entry().id()));
  }

  /** One key in each transaction, so that there are many moments between. */
  private static void rotate(Path folder, int first, ArchiveLocation place) {
    PrintStream out = System.out;
    try (Store store = Store.open(place)) {
      for (int i = first; i < first + 1_000; i++) {
        new MasterKeyRotation(store, Clock.systemUTC(), 1).run(key(folder, i), key(folder, i + 1));
        if (i == first) {
          // Warm only now: death should come between two transactions, not while classes load.
          out.println("ready");
        }
        out.println("rotated " + (i + 1));
      }
    }
  }
}
