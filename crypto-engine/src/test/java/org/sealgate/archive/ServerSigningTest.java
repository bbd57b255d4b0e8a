package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.KeyImport.Outcome;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/** Signing keys are held only for whom the gateway signs. */
class ServerSigningTest {
  private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();
  private static final EmailAddress BOB = EmailAddress.parse("bob@example.org").orElseThrow();

  @TempDir Path folder;

  private KeyArchive signingFor(Predicate<EmailAddress> signers) {
    return KeyArchives.open(
        folder.resolve("archive.db"),
        MasterKey.createdIfAbsent(folder.resolve("master.key")),
        KeyArchives.Settings.DEFAULT.signingFor(signers));
  }

  @Test
  void aSigningIdentityOfSomebodyElseIsNotTakenAndTheAttemptIsAudited() {
    try (KeyArchive archive = signingFor(ALICE::equals)) {
      Identity bob = ArchiveFixtures.signing("bob@example.org", 2025);
      assertThat(archive.refusal(bob).orElseThrow()).contains("bob@example.org");
      assertThatThrownBy(() -> archive.add(bob))
          .isInstanceOfSatisfying(
              SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
          .hasMessageContaining("archive.signs-for");
      assertThat(archive.list()).isEmpty();
      assertThat(archive.audit()).extracting(AuditEntry::event).containsExactly(AuditEvent.DENIED);
      archive.add(ArchiveFixtures.signing("alice@example.org", 2025));
      assertThat(archive.signingIdentity(ALICE)).isPresent();
    }
  }

  @Test
  void aDualUseIdentityIsKeptForDecryptionAndSignsForNobodyElse() {
    try (KeyArchive archive = signingFor(ALICE::equals)) {
      Identity bob = ArchiveFixtures.dual("bob@example.org", 2025);
      assertThat(archive.refusal(bob)).isEmpty();
      assertThat(archive.add(bob).notes()).anyMatch(note -> note.contains("signs and encrypts"));
      assertThat(archive.encryptionIdentity(BOB)).isPresent();
      assertThat(archive.signingIdentity(BOB)).isEmpty();
    }
  }

  @Test
  void whoIsTurnedOffSignsNoMoreAndHisKeyCanStillBeDestroyed() {
    Identity alice = ArchiveFixtures.signing("alice@example.org", 2025);
    try (KeyArchive archive = signingFor(ALICE::equals)) {
      archive.add(alice);
    }
    try (KeyArchive archive = signingFor(address -> false)) {
      assertThat(archive.signingIdentity(ALICE)).isEmpty();
      String id = alice.certificate().fingerprint();
      assertThat(archive.destroySigning(id, "signs at home").state()).isEqualTo(KeyState.DESTROYED);
    }
  }

  @Test
  void noSigningKeyWaitsForACertificateOfSomebodyElse() {
    try (KeyArchive archive = signingFor(ALICE::equals)) {
      Identity bob = ArchiveFixtures.signing("bob@example.org", 2025);
      var pending = new PendingKey("1", "bob@example.org", "EC", KeyPurpose.SIGNING, Instant.now());
      assertThatThrownBy(() -> archive.addPending(pending, bob.privateKey()))
          .hasMessageContaining("bob@example.org");
      assertThat(archive.pending()).isEmpty();
    }
  }

  @Test
  void ofAFileWithBothTheEncryptionIdentityComesIn() throws Exception {
    TestPki pki = TestPki.shared();
    TestIdentity signing = pki.user("bob@example.org").use(KeyUse.SIGNING).issue();
    TestIdentity encryption = pki.user("bob@example.org").use(KeyUse.ENCRYPTION).freshKey().issue();
    Path file = folder.resolve("bob.pem");
    Files.writeString(
        file,
        signing.privateKeyPem()
            + signing.certificatePem()
            + encryption.privateKeyPem()
            + encryption.chainPem());
    try (KeyArchive archive = signingFor(ALICE::equals)) {
      FileImport result =
          new KeyImport(archive, List.of(), Clock.systemUTC()).importAll(List.of(file)).get(0);
      assertThat(result.outcome()).isEqualTo(Outcome.IMPORTED);
      assertThat(result.error()).isEqualTo(Optional.of(ErrorCode.REFUSED));
      assertThat(result.identities())
          .filteredOn(each -> each.refusal().isPresent())
          .singleElement()
          .satisfies(each -> assertThat(each.imported()).isEmpty());
      assertThat(archive.list())
          .extracting(ArchivedIdentity::purpose)
          .containsExactly(KeyPurpose.ENCRYPTION);
    }
  }
}
