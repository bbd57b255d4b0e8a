package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.fixtures.server.PostgreSql;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * A measurement, not a test: {@code -Dsealgate.million=1000000} is how many identities are imported
 * through the same method as by {@code keys import}, a thousand at a time; {@code
 * -Dsealgate.million.place} is {@code file} or {@code server}. Beside the time on the wall it tells
 * the processor's, which other programs of a busy machine do not change much.
 */
@EnabledIfSystemProperty(named = "sealgate.million", matches = "\\d+")
class MillionTest {
  private static final int COUNT = Integer.getInteger("sealgate.million", 0);
  private static final int BATCH = 1_000;
  private static final int SAMPLES = 2_000;
  private static final int WARMING_UP = 500;
  private static final SmimeEngine ENGINE = SmimeEngine.create();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;
  private final List<RecipientIdentifier> identifiers = new ArrayList<>();
  private final List<Octets> mails = new ArrayList<>();

  @Test
  void theTableForTheDocumentation() throws Exception {
    boolean isFile = !"server".equals(System.getProperty("sealgate.million.place"));
    ArchivePlace place =
        isFile
            ? new ArchivePlace.Embedded(folder.resolve("million.db"))
            : ArchivePlace.Shared.in(PostgreSql.shared());
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    fill(place, master);
    place.open(master).close();
    row("size", size(place) / (1 << 20) + " MiB");
    long begin = System.nanoTime();
    long beginProcessor = PROCESS.getProcessCpuTime();
    try (KeyArchive archive = place.open(master)) {
      row("open", (System.nanoTime() - begin) / 1_000_000 + " ms");
      row(
          "open, processor's time",
          (PROCESS.getProcessCpuTime() - beginProcessor) / 1_000_000 + " ms");
      measure("cold key", identifiers, identifier -> found(archive, identifier));
      measure("first plaintext with a cold key", mails, mail -> opened(archive, mail));
    }
    lookUps(place);
  }

  private static void row(String what, String value) {
    System.out.printf("| %,d identities, %s | %s |%n", COUNT, what, value);
  }

  private void fill(ArchivePlace place, MasterKey master) throws IOException {
    ManyIdentities many = new ManyIdentities();
    long wall = 0;
    long processor = 0;
    try (KeyArchive archive = place.open(master)) {
      for (int first = 0; first < COUNT; first += BATCH) {
        List<Identity> batch =
            IntStream.range(first, Math.min(COUNT, first + BATCH)).mapToObj(many::next).toList();
        sample(batch);
        long begin = System.nanoTime();
        long beginProcessor = PROCESS.getProcessCpuTime();
        archive.addAll(batch);
        processor += PROCESS.getProcessCpuTime() - beginProcessor;
        wall += System.nanoTime() - begin;
        if (first % 20_000 == 0) {
          System.out.printf("%,d: %,.0f a second%n", first, (first + BATCH) / (wall / 1e9));
        }
      }
    }
    row("import", String.format(Locale.ROOT, "%,.0f a second", COUNT / (wall / 1e9)));
    row("import, processor's time of each", processor / COUNT / 1_000 + " µs");
  }

  /** Every so many identities one is looked for, and the next gets a mail. */
  private void sample(List<Identity> batch) throws IOException {
    int some = (int) Math.min(BATCH / 2, 1 + (long) (SAMPLES + WARMING_UP) * BATCH / COUNT);
    for (int i = 0; i < some; i++) {
      int place = i * batch.size() / some;
      identifiers.add(ArchiveFixtures.identifiers(batch.get(place)).get(i % 2));
      ByteArrayOutputStream mail = new ByteArrayOutputStream();
      String text = "MIME-Version: 1.0\r\nSubject: s\r\n\r\n" + "A line of text.\r\n".repeat(60);
      ENGINE.encrypt(
          Octets.of(text.getBytes(StandardCharsets.US_ASCII)),
          EncryptOptions.to(List.of(batch.get(place + 1).certificate())),
          mail);
      mails.add(Octets.of(mail.toByteArray()));
    }
  }

  private long size(ArchivePlace place) throws Exception {
    return switch (place) {
      case ArchivePlace.Embedded(Path file) -> Files.size(file);
      case ArchivePlace.Shared(PostgreSql server, String schema) ->
          Long.parseLong(server.execute("SELECT pg_database_size('keys')"));
    };
  }

  /** From the identifier in a message to a key that decrypts: nothing of it was in memory. */
  private static void found(KeyArchive archive, RecipientIdentifier identifier) {
    assertThat(archive.find(identifier)).hasSize(1);
  }

  /** From a message of a kilobyte to its text; its key was not in memory. */
  private static void opened(KeyArchive archive, Octets mail) throws IOException {
    OpenOptions options =
        new OpenOptions(archive, TrustStore.empty(), new ValidationTime.At(Instant.now()));
    try (OpenedMessage opened = ENGINE.open(mail, options)) {
      assertThat(opened.content().toByteArray()).hasSizeGreaterThan(900);
    }
  }

  /** What is measured. */
  @FunctionalInterface
  private interface Act<T> {
    void on(T sample) throws IOException;
  }

  /** The first samples warm up the program, not their keys: each sample is used once. */
  private static <T> void measure(String what, List<T> samples, Act<T> act) throws IOException {
    for (T sample : samples.subList(0, WARMING_UP)) {
      act.on(sample);
    }
    List<Long> wall = new ArrayList<>();
    List<Long> processor = new ArrayList<>();
    for (T sample : samples.subList(WARMING_UP, samples.size())) {
      long begin = System.nanoTime();
      long beginProcessor = THREADS.getCurrentThreadCpuTime();
      act.on(sample);
      processor.add(THREADS.getCurrentThreadCpuTime() - beginProcessor);
      wall.add(System.nanoTime() - begin);
    }
    distribution(what, wall);
    distribution(what + ", processor's time", processor);
  }

  private static void distribution(String what, List<Long> nanos) {
    nanos.sort(null);
    row(what + ", median", nanos.get(nanos.size() / 2) / 1_000 + " µs");
    row(what + ", 99 in 100", nanos.get(nanos.size() * 99 / 100) / 1_000 + " µs");
  }

  private void lookUps(ArchivePlace place) {
    try (Store store = Store.open(place.location())) {
      IndexedIdentities index = new IndexedIdentities(store);
      index.fill();
      int rounds = 200;
      for (RecipientIdentifier identifier : identifiers) {
        index.find(identifier);
      }
      long begin = System.nanoTime();
      long found = 0;
      for (int round = 0; round < rounds; round++) {
        for (RecipientIdentifier identifier : identifiers) {
          found += index.find(identifier).length;
        }
      }
      long each = (System.nanoTime() - begin) / ((long) rounds * identifiers.size());
      assertThat(found).isGreaterThanOrEqualTo((long) rounds * identifiers.size());
      row("look-up in the index", each + " ns");
    }
  }
}
