package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.Custodians;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.Vote;

/** An archive with the keys of two people, and a quorum of three of four custodians. */
abstract class DualControlTest {
  static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();
  static final EmailAddress BOB = EmailAddress.parse("bob@example.org").orElseThrow();
  static final Custodians CUSTODIANS = Custodians.of(4);

  @TempDir Path folder;
  final TurnedClock clock = new TurnedClock();
  final Identity alice = ArchiveFixtures.encryption("alice@example.org", 2024);
  final Identity bob = ArchiveFixtures.encryption("bob@example.org", 2024);
  ArchivePlace place;
  MasterKey master;
  KeyArchive archive;

  /** A clock that tests turn. */
  static final class TurnedClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void turn(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }
  }

  /** A place where no archive is yet. */
  ArchivePlace freshPlace() {
    return new ArchivePlace.Embedded(folder.resolve("archive.db"));
  }

  @BeforeEach
  void openWithAQuorumOfThreeOfFour() {
    place = freshPlace();
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    archive = opened();
    archive.add(alice);
    archive.recovery().found(3, CUSTODIANS.known());
    archive.add(bob);
  }

  KeyArchive opened() {
    return KeyArchives.open(
        place.location(),
        master,
        new KeyArchives.Settings(clock, 1_000, Duration.ofMinutes(10), address -> true));
  }

  @AfterEach
  void auditIsWhole() {
    assertThat(archive.verifyAudit()).isEmpty();
    archive.close();
  }

  static Ask ask(Outcome outcome, Identity... identities) {
    List<String> ids =
        Arrays.stream(identities).map(each -> each.certificate().fingerprint()).toList();
    return new Ask(outcome, "Erika", "old contracts", ids, List.of(), List.of(), Optional.empty());
  }

  Recovery.Opened request(Outcome outcome, Identity... identities) {
    return archive.recovery().request(ask(outcome, identities), Duration.ofDays(1));
  }

  void approve(Recovery.Opened opened, int... custodians) {
    for (int custodian : custodians) {
      archive.recovery().vote(opened.request().id(), vote(opened, custodian));
    }
  }

  byte[] vote(Recovery.Opened opened, int custodian) {
    return Vote.approve(opened.request(), CUSTODIANS.keysOf(custodian), clock.instant());
  }

  void deny(Recovery.Opened opened, int... custodians) {
    for (int custodian : custodians) {
      byte[] no = Vote.deny(opened.request(), CUSTODIANS.keysOf(custodian), clock.instant());
      archive.recovery().vote(opened.request().id(), no);
    }
  }

  static boolean gatewayOpens(KeyArchive node, Identity identity) {
    return !node.find(ArchiveFixtures.identifiers(identity).getFirst()).isEmpty();
  }

  /** It is refused, and the audit tells of it last. */
  void assertRefused(ThrowingCallable call, String why) {
    long before = archive.auditEnd();
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
        .hasMessageContaining(why);
    assertThat(archive.audit(before, 10)).extracting(AuditEntry::event).endsWith(AuditEvent.DENIED);
  }
}
