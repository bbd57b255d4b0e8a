package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.fixtures.server.PostgreSql;
import org.sealgate.identity.Identity;

/**
 * A measurement, not a test: {@code -Dsealgate.million=1000000} is how many identities are imported
 * through the same method as by {@code keys import}, a thousand at a time; {@code
 * -Dsealgate.million.place} is {@code file} or {@code server}.
 */
@EnabledIfSystemProperty(named = "sealgate.million", matches = "\\d+")
class MillionTest {
  private static final int COUNT = Integer.getInteger("sealgate.million", 0);
  private static final int BATCH = 1_000;
  private static final int SAMPLES = 2_000;

  @TempDir Path folder;
  private final List<RecipientIdentifier> samples = new ArrayList<>();

  @Test
  void theTableForTheDocumentation() throws Exception {
    boolean isFile = !"server".equals(System.getProperty("sealgate.million.place"));
    ArchivePlace place =
        isFile
            ? new ArchivePlace.Embedded(folder.resolve("million.db"))
            : ArchivePlace.Shared.in(PostgreSql.shared());
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    long importing = fill(place, master);
    place.open(master).close();
    row("import", String.format(Locale.ROOT, "%,.0f a second", COUNT / (importing / 1e9)));
    row("size", size(place) / (1 << 20) + " MiB");
    long begin = System.nanoTime();
    try (KeyArchive archive = place.open(master)) {
      Duration opening = Duration.ofNanos(System.nanoTime() - begin);
      row("open", opening.toMillis() + " ms");
      cold(archive);
      assertThat(opening).isLessThan(Duration.ofSeconds(2));
    }
    lookUps(place);
  }

  private static void row(String what, String value) {
    System.out.printf("| %,d identities, %s | %s |%n", COUNT, what, value);
  }

  private long fill(ArchivePlace place, MasterKey master) {
    ManyIdentities many = new ManyIdentities();
    Random random = new Random(1);
    long spent = 0;
    try (KeyArchive archive = place.open(master)) {
      for (int first = 0; first < COUNT; first += BATCH) {
        List<Identity> batch =
            IntStream.range(first, Math.min(COUNT, first + BATCH)).mapToObj(many::next).toList();
        for (int i = 0; i < Math.max(1, (long) SAMPLES * BATCH / COUNT); i++) {
          samples.add(
              ArchiveFixtures.identifiers(batch.get(random.nextInt(batch.size()))).get(i % 2));
        }
        long begin = System.nanoTime();
        archive.addAll(batch);
        spent += System.nanoTime() - begin;
        if (first % 20_000 == 0) {
          System.out.printf("%,d: %,.0f a second%n", first, (first + BATCH) / (spent / 1e9));
        }
      }
    }
    return spent;
  }

  private long size(ArchivePlace place) throws Exception {
    return switch (place) {
      case ArchivePlace.Embedded(Path file) -> Files.size(file);
      case ArchivePlace.Shared(PostgreSql server, String schema) ->
          Long.parseLong(server.execute("SELECT pg_database_size('keys')"));
    };
  }

  /** From the identifier in a message to a key that decrypts: nothing of it was in memory. */
  private void cold(KeyArchive archive) {
    List<Long> nanos = new ArrayList<>();
    for (RecipientIdentifier identifier : samples) {
      long begin = System.nanoTime();
      assertThat(archive.find(identifier)).hasSize(1);
      nanos.add(System.nanoTime() - begin);
    }
    nanos.sort(null);
    row("cold key, median", nanos.get(nanos.size() / 2) / 1_000 + " µs");
    row("cold key, 99 in 100", nanos.get(nanos.size() * 99 / 100) / 1_000 + " µs");
  }

  private void lookUps(ArchivePlace place) {
    try (Store store = Store.open(place.location())) {
      IndexedIdentities index = new IndexedIdentities(store);
      index.load();
      int rounds = 200;
      for (RecipientIdentifier identifier : samples) {
        index.find(identifier);
      }
      long begin = System.nanoTime();
      long found = 0;
      for (int round = 0; round < rounds; round++) {
        for (RecipientIdentifier identifier : samples) {
          found += index.find(identifier).length;
        }
      }
      long each = (System.nanoTime() - begin) / ((long) rounds * samples.size());
      assertThat(found).isGreaterThanOrEqualTo((long) rounds * samples.size());
      row("look-up in the index", each + " ns");
    }
  }
}
