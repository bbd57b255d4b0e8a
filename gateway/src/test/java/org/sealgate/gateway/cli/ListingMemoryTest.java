package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchives;
import org.sealgate.archive.MasterKey;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/**
 * Whatever lists a whole archive does so in a heap that does not hold it: 6,000 identities, or as
 * many as the system property {@code sealgate.listed} says.
 */
class ListingMemoryTest {
  private static final int COUNT = Integer.getInteger("sealgate.listed", 6_000);
  private static final int BATCH = 1_000;

  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException {
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(
        folder.resolve("sealgate.yaml"), "archive: {path: keys.db, key-file: master.key}\n");
    TestPki pki = TestPki.shared();
    TestIdentity authority =
        pki.authority("Quick CA", KeyAlgorithm.EC_P256, pki.intermediates().getFirst());
    TestIdentity first = pki.user("first@example.org").key(KeyAlgorithm.EC_P256).issue();
    try (KeyArchive archive = KeyArchives.open(folder.resolve("keys.db"), master)) {
      for (int i = 0; i < COUNT; i += BATCH) {
        archive.addAll(
            IntStream.range(i, Math.min(COUNT, i + BATCH))
                .mapToObj(number -> identity(number, first, authority))
                .toList());
      }
    }
  }

  /** All have one key: to make many takes long. */
  private static Identity identity(int number, TestIdentity first, TestIdentity authority) {
    TestIdentity issued =
        TestPki.shared()
            .user("user" + number + "@example.org")
            .use(KeyUse.ENCRYPTION)
            .sameKeyAs(first)
            .issuedBy(authority)
            .issue();
    return new Identity(MailCertificate.of(issued.certificate()), List.of(), first.privateKey());
  }

  @Test
  void aHeapThatDoesNotHoldTheArchiveIsEnoughForEveryList() throws Exception {
    long lines = COUNT;
    Map<String, Condition<Long>> lists = new LinkedHashMap<>();
    lists.put("keys list --json", atLeast(10 * lines));
    lists.put("keys report --within 4000 --json", atLeast(10 * lines));
    lists.put("keys report --within 4000 --format csv", exactly(lines + 1));
    lists.put("keys audit --json", atLeast(7 * lines));
    lists.put("keys verify", exactly(1));
    Iterator<Long> written = written(lists.keySet()).iterator();
    lists.forEach((list, expected) -> assertThat(written.next()).as(list).is(expected));
  }

  private static Condition<Long> exactly(long lines) {
    return new Condition<>(found -> found == lines, "%d lines", lines);
  }

  private static Condition<Long> atLeast(long lines) {
    return new Condition<>(found -> found >= lines, "%d lines or more", lines);
  }

  /** How many lines each command writes, in a process whose heap is too small for all of it. */
  private List<Long> written(Collection<String> commands) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    words.addAll(List.of("-XX:+UseSerialGC", "-Xmx24m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(ListingWorker.class.getName(), folder.toString()));
    words.addAll(commands);
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said + Files.readString(errors)).isZero();
    return said.lines().map(Long::valueOf).toList();
  }
}
