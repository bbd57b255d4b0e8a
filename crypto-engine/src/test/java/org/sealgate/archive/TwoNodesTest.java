package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;

/** One archive, opened twice: what one node does the other sees, and neither harms the other. */
abstract class TwoNodesTest {
  private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();

  /** What issue and documentation promise. */
  static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

  @TempDir Path folder;
  ArchivePlace place;
  MasterKey master;
  KeyArchive here;
  KeyArchive there;

  /** A place where no archive is yet. */
  abstract ArchivePlace freshPlace(Path folder);

  @BeforeEach
  void open() {
    place = freshPlace(folder);
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    here = place.open(master);
    there = place.open(master);
  }

  @AfterEach
  void everyInvariantHolds() {
    holdsInTime(here);
    holdsInTime(there);
    here.close();
    there.close();
  }

  /** Every invariant, as soon as the node has to know what the other one did. */
  private static void holdsInTime(KeyArchive archive) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < SEEN_WITHIN.toNanos()) {
      try {
        ArchiveInvariants.check(archive);
        return;
      } catch (AssertionError notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
    ArchiveInvariants.check(archive);
  }

  /** Waits for something to be seen; fails where that takes longer than is promised. */
  static void seenInTime(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(SEEN_WITHIN);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(SEEN_WITHIN);
  }

  @Test
  void anImportHereIsFoundThere() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    RecipientIdentifier identifier = ArchiveFixtures.identifiers(identity).get(0);
    assertThat(there.find(identifier)).isEmpty();
    here.add(identity);
    seenInTime("an import", () -> there.find(identifier).size() == 1);
  }

  @Test
  void whoeverWatchesIsToldInTime() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try (Store store = Store.open(place.location())) {
      long before = audited(store);
      try (Store.Watch watch =
          store.watch(() -> {
            if (audited(store) > before) {
              told.countDown();
            }
          })) {
        here.add(ArchiveFixtures.encryption("alice@example.org", 2024));
        assertThat(told.await(SEEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(watch).isNotNull();
      }
    }
  }

  private static long audited(Store store) {
    return store.read(connection -> {
      try (var select = connection.createStatement();
          var rows = select.executeQuery("SELECT count(*) FROM audit")) {
        return rows.next() ? rows.getLong(1) : 0L;
      }
    });
  }

  @Test
  void aRevocationHereTakesTheKeyOutOfTheMemoryThere() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    RecipientIdentifier identifier = ArchiveFixtures.identifiers(identity).get(0);
    String id = here.add(identity).entry().id();
    seenInTime("an import", () -> there.find(identifier).size() == 1);
    seenInTime("a cached key", () -> isKept(there, identifier, keyOf(there, identifier)));
    PrivateKey cached = keyOf(there, identifier);
    here.revoked(id, "lost laptop");
    seenInTime("a revocation", () -> !isKept(there, identifier, cached));
    assertThat(there.encryptionIdentity(ALICE)).isEmpty();
  }

  /** Whether it is still the same object. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isKept(
      KeyArchive archive, RecipientIdentifier identifier, PrivateKey key) {
    return keyOf(archive, identifier) == key;
  }

  private static PrivateKey keyOf(KeyArchive archive, RecipientIdentifier identifier) {
    return archive.find(identifier).get(0).privateKey();
  }

  @Test
  void aNewCertificateIsUsedThereAsSoonAsItIsHere() {
    here.add(ArchiveFixtures.encryption("alice@example.org", 2020));
    assertThat(there.encryptionIdentity(ALICE)).isPresent();
    String newer = here.add(ArchiveFixtures.encryption("alice@example.org", 2024)).entry().id();
    assertThat(there.encryptionIdentity(ALICE).orElseThrow().id()).isEqualTo(newer);
  }

  @Test
  void theSameIdentitiesImportedOnBothAtOnceAreThereOnce() throws Exception {
    List<Identity> identities = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      identities.add(ArchiveFixtures.encryption("user" + i % 6 + "@example.org", 2000 + i));
    }
    List<KeyArchive.Imported> all = bothAtOnce(identities, identities);
    assertThat(all).hasSize(48);
    assertThat(all).filteredOn(KeyArchive.Imported::isNew).hasSize(24);
    assertThat(here.list()).hasSize(24);
    assertThat(here.audit())
        .filteredOn(entry -> entry.event() == AuditEvent.IMPORTED)
        .extracting(AuditEntry::subject)
        .hasSize(24)
        .doesNotHaveDuplicates();
  }

  @Test
  void ofTwoActivatedAtOnceExactlyOneIsActive() throws Exception {
    for (int round = 0; round < 6; round++) {
      int year = 1990 + round * 3;
      bothAtOnce(
          List.of(ArchiveFixtures.encryption("alice@example.org", year)),
          List.of(ArchiveFixtures.encryption("alice@example.org", year + 1)));
      assertThat(here.of(ALICE)).filteredOn(entry -> entry.state() == KeyState.ACTIVE).hasSize(1);
      holdsInTime(there);
    }
  }

  /** Each node adds its identities, one by one and in an order of its own. */
  private List<KeyArchive.Imported> bothAtOnce(List<Identity> ours, List<Identity> theirs)
      throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(adding(here, ours, go));
      var second = threads.submit(adding(there, theirs, go));
      go.countDown();
      List<KeyArchive.Imported> all = new ArrayList<>(first.get());
      all.addAll(second.get());
      return all;
    }
  }

  private static Callable<List<KeyArchive.Imported>> adding(
      KeyArchive archive, List<Identity> identities, CountDownLatch go) {
    List<Identity> shuffled = new ArrayList<>(identities);
    Collections.shuffle(shuffled, new Random());
    return () -> {
      go.await();
      return shuffled.stream().map(archive::add).toList();
    };
  }
}
