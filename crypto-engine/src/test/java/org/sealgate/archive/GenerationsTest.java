package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.Custodians;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.Vote;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Promise 1: mail to each of ten generations of a user's keys opens, whatever happened since. */
@SuppressWarnings("NullAway.Init") // the test itself opens the archive, several times
abstract class GenerationsTest {
  private static final int GENERATIONS = 10;
  private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();
  private static final SmimeEngine ENGINE = SmimeEngine.create();

  @TempDir Path folder;
  private final List<Octets> mails = new ArrayList<>();
  private ArchivePlace place;
  private MasterKey master;
  private KeyArchive here;
  private KeyArchive there;

  /** A place where no archive is yet. */
  abstract ArchivePlace freshPlace(Path folder);

  @Test
  void mailToEachOfTenGenerationsOpensWhateverHappenedSince() throws IOException {
    place = freshPlace(folder);
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    openNodes();
    for (int generation = 1; generation <= GENERATIONS; generation++) {
      renew(generation);
      everyMailOpens("generation " + generation);
    }
    transitions();
    restart();
    everyMailOpens("restart");
    rotate();
    everyMailOpens("rotation of the master key");
    backUpAndRestore();
    everyMailOpens("backup and restore");
    leaveAndRecover();
    closeNodes();
  }

  private void openNodes() {
    here = place.open(master);
    there = place.open(master);
  }

  private void closeNodes() {
    here.close();
    there.close();
  }

  private void restart() {
    closeNodes();
    openNodes();
  }

  private void renew(int generation) throws IOException {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 1990 + 3 * generation);
    here.add(identity);
    ByteArrayOutputStream mail = new ByteArrayOutputStream();
    String text = "MIME-Version: 1.0\r\nSubject: s\r\n\r\ngeneration " + generation + ".\r\n";
    ENGINE.encrypt(
        Octets.of(text.getBytes(StandardCharsets.US_ASCII)),
        EncryptOptions.to(List.of(here.encryptionIdentity(ALICE).orElseThrow().certificate())),
        mail);
    mails.add(Octets.of(mail.toByteArray()));
  }

  private void everyMailOpens(String after) throws IOException {
    for (KeyArchive node : List.of(here, there)) {
      ArchiveInvariants.check(node);
      for (int i = 0; i < mails.size(); i++) {
        OpenOptions options =
            new OpenOptions(node, TrustStore.empty(), new ValidationTime.At(Instant.now()));
        try (OpenedMessage opened = ENGINE.open(mails.get(i), options)) {
          assertReads(i, opened, after);
        }
      }
    }
  }

  private static void assertReads(int mail, OpenedMessage opened, String after) throws IOException {
    assertThat(new String(opened.content().toByteArray(), StandardCharsets.US_ASCII))
        .as("mail %d after %s", mail + 1, after)
        .contains("generation " + (mail + 1) + ".");
  }

  private void transitions() throws IOException {
    here.revoked(here.of(ALICE).get(0).id(), "lost laptop");
    everyMailOpens("revocation of the newest");
    there.revoked(there.of(ALICE).get(4).id(), "somebody said so");
    everyMailOpens("revocation of one in the middle");
  }

  private void rotate() {
    closeNodes();
    MasterKey next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    assertThat(KeyArchives.rotateMaster(place.location(), master, next)).isEqualTo(GENERATIONS);
    master = next;
    openNodes();
  }

  private void backUpAndRestore() throws IOException {
    MasterKey protection = MasterKey.createdIfAbsent(folder.resolve("backup.key"));
    ByteArrayOutputStream backup = new ByteArrayOutputStream();
    here.backup(protection, backup);
    byte[] octets = backup.toByteArray();
    assertThat(Backup.verify(new ByteArrayInputStream(octets), protection, master).canaries())
        .isEqualTo(GENERATIONS);
    closeNodes();
    place = freshPlace(folder);
    Backup.restore(new ByteArrayInputStream(octets), protection, place.location());
    openNodes();
    Identity later = ArchiveFixtures.encryption("bob@example.org", 2024);
    assertThat(here.add(later).isNew()).as("the restored one takes new identities").isTrue();
  }

  private void leaveAndRecover() throws IOException {
    Custodians custodians = Custodians.of(3);
    Recovery recovery = here.recovery();
    recovery.found(2, custodians.known());
    List<String> ids = recovery.leave(ALICE, "left").stream().map(ArchivedIdentity::id).toList();
    assertThat(ids).hasSize(GENERATIONS);
    List<String> digests = mails.stream().map(Recovery::digest).toList();
    Ask ask =
        new Ask(
            Outcome.OPEN_MAILS, "Erika", "contracts", ids, List.of(), digests, Optional.empty());
    Recovery.Opened request = recovery.request(ask, Duration.ofDays(1));
    for (int custodian = 1; custodian <= 2; custodian++) {
      byte[] vote = Vote.approve(request.request(), custodians.keysOf(custodian), Instant.now());
      there.recovery().vote(request.request().id(), vote);
    }
    List<OpenedMessage> opened = recovery.open(request.request().id(), request.code(), mails);
    for (int i = 0; i < GENERATIONS; i++) {
      assertReads(i, opened.get(i), "she has left");
    }
    opened.forEach(OpenedMessage::close);
  }
}
