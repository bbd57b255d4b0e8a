package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.fixtures.server.PostgreSql;
import org.sealgate.identity.Identity;

/**
 * A server that is killed, every process of it at once, and comes back. 4 times, or as often as the
 * system property {@code sealgate.server-kills} says.
 */
class LostServerTest {
  private static final int KILLS = Integer.getInteger("sealgate.server-kills", 4);

  @TempDir Path folder;
  private PostgreSql server;
  private ArchivePlace place;
  private MasterKey master;

  @BeforeEach
  void start() {
    server = PostgreSql.start();
    place = ArchivePlace.Shared.in(server);
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void knownKeysOpenMailMeanwhileAndTheNodesFindTogetherAgain() {
    Identity known = ArchiveFixtures.encryption("alice@example.org", 2020);
    RecipientIdentifier identifier = ArchiveFixtures.identifiers(known).get(0);
    Identity next = ArchiveFixtures.encryption("alice@example.org", 2024);
    try (KeyArchive here = place.open(master)) {
      here.add(known);
      surviveALoss(here, identifier, next);
    }
  }

  /** The other node opens after the import: nothing that comes later takes its key out again. */
  private void surviveALoss(KeyArchive here, RecipientIdentifier identifier, Identity next) {
    try (KeyArchive there = place.open(master)) {
      assertThat(there.find(identifier)).hasSize(1);
      server.kill();
      assertThat(there.find(identifier)).hasSize(1);
      assertThatThrownBy(() -> here.add(next))
          .isInstanceOfSatisfying(
              SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
          .hasMessageNotContaining(PostgreSql.PASSWORD);
      server.startAgain();
      here.add(next);
      TwoNodesTest.seenInTime(
          "an import after the break",
          () -> there.find(ArchiveFixtures.identifiers(next).get(0)).size() == 1);
      ArchiveInvariants.check(there);
    }
  }

  /** More than the driver fetches at once, so that the server is asked again on the way. */
  @Test
  void aListThatIsCutOffIsNotBegunAnew() {
    ManyIdentities many = new ManyIdentities();
    List<String> seen = new ArrayList<>();
    try (KeyArchive archive = place.open(master)) {
      archive.addAll(IntStream.range(0, 1_500).mapToObj(many::next).toList());
      assertThatThrownBy(() ->
              archive.forEach(entry -> {
                if (seen.isEmpty()) {
                  server.kill();
                  server.startAgain();
                }
                seen.add(entry.id());
              }))
          .isInstanceOfSatisfying(
              SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      assertThat(seen).isNotEmpty().doesNotHaveDuplicates();
      assertThat(archive.list()).hasSize(1_500);
    }
  }

  @Test
  void nothingIsHalfThereAndNothingThatWasReportedIsGone() {
    Random random = new Random();
    List<String> reported = new ArrayList<>();
    try (KeyArchive archive = place.open(master)) {
      for (int kill = 0; kill < KILLS; kill++) {
        int year = 1990 + kill * 3;
        Thread killer = Thread.ofPlatform().start(() -> killWithin(300, random));
        for (int user = 0; user < 12; user++) {
          Identity identity =
              ArchiveFixtures.encryption("user" + user % 3 + "@example.org", year + user % 3);
          reported.add(addInSpiteOfIt(archive, identity));
        }
        join(killer);
        ArchiveInvariants.check(archive);
      }
      assertThat(archive.list()).extracting(ArchivedIdentity::id).containsAll(reported);
      assertThat(archive.audit())
          .filteredOn(entry -> entry.event() == AuditEvent.IMPORTED)
          .hasSameSizeAs(archive.list());
    }
  }

  private void killWithin(int millis, Random random) {
    LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(millis)));
    server.kill();
    server.startAgain();
  }

  /** As an operator would: again, until the server answers. */
  private static String addInSpiteOfIt(KeyArchive archive, Identity identity) {
    for (int attempt = 0; attempt < 40; attempt++) {
      try {
        return archive.add(identity).entry().id();
      } catch (SmimeException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      }
    }
    throw new AssertionError("the server does not come back");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
