package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.cms.RecipientIdentifier.SubjectKeyIdentifier;
import org.sealgate.identity.Identity;

/** What every archive does, wherever its rows lie. */
abstract class KeyArchiveTest {
  private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();

  @TempDir Path folder;
  private ArchivePlace place;
  private MasterKey master;
  private KeyArchive archive;

  /** A place where no archive is yet. */
  abstract ArchivePlace freshPlace(Path folder);

  @BeforeEach
  void open() {
    place = freshPlace(folder);
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    archive = place.open(master);
  }

  @AfterEach
  void everyInvariantHolds() {
    ArchiveInvariants.check(archive);
    archive.close();
  }

  private void reopen() {
    archive.close();
    archive = place.open(master);
  }

  @Test
  void anIdentityIsFoundByEveryIdentifierAfterReopening() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2019);
    archive.add(identity);
    reopen();
    for (RecipientIdentifier identifier : ArchiveFixtures.identifiers(identity)) {
      assertThat(archive.find(identifier))
          .singleElement()
          .satisfies(key ->
              assertThat(key.privateKey().getEncoded())
                  .isEqualTo(identity.privateKey().getEncoded()));
    }
    assertThat(archive.find(new SubjectKeyIdentifier(new byte[20]))).isEmpty();
  }

  @Test
  void theNewerIsActiveWhateverOrderTheyComeIn() {
    Identity middle = ArchiveFixtures.encryption("alice@example.org", 2020);
    Identity newest = ArchiveFixtures.encryption("Alice@Example.org", 2024);
    Identity oldest = ArchiveFixtures.encryption("alice@example.org", 2014);
    archive.add(middle);
    assertThat(archive.encryptionIdentity(ALICE).orElseThrow().id())
        .isEqualTo(middle.certificate().fingerprint());
    assertThat(archive.add(newest).notes()).anyMatch(note -> note.contains("decrypts only"));
    assertThat(archive.add(oldest).entry().state()).isEqualTo(KeyState.DECRYPT_ONLY);
    assertThat(archive.encryptionIdentity(ALICE).orElseThrow().id())
        .isEqualTo(newest.certificate().fingerprint());
    assertThat(archive.of(ALICE))
        .extracting(ArchivedIdentity::state)
        .containsExactly(KeyState.ACTIVE, KeyState.DECRYPT_ONLY, KeyState.DECRYPT_ONLY);
  }

  @Test
  void theSameIdentityAgainChangesNothing() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    assertThat(archive.add(identity).isNew()).isTrue();
    assertThat(archive.add(identity).isNew()).isFalse();
    assertThat(archive.list()).hasSize(1);
    assertThat(archive.audit()).filteredOn(e -> e.event() == AuditEvent.IMPORTED).hasSize(1);
  }

  @Test
  void bothCertificatesOverOneKeyAreCandidates() {
    Identity first = ArchiveFixtures.encryption("alice@example.org", 2020);
    Identity renewed = ArchiveFixtures.renewed(first, 2023);
    archive.add(first);
    archive.add(renewed);
    byte[] ski = first.certificate().keyIdentifiers().get(0);
    assertThat(archive.find(new SubjectKeyIdentifier(ski))).hasSize(2);
  }

  @Test
  void aWrongMasterKeyIsNoticedAtOpening() {
    MasterKey other = MasterKey.createdIfAbsent(folder.resolve("other.key"));
    assertThatThrownBy(() -> place.open(other))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PASSWORD))
        .hasMessageContaining("master key");
  }

  @Test
  void aSigningIdentitySignsAndIsNeverExportedAndCanBeDestroyed() {
    Identity signing = ArchiveFixtures.signing("alice@example.org", 2024);
    String id = archive.add(signing).entry().id();
    assertThat(archive.signingIdentity(ALICE)).isPresent();
    assertThatThrownBy(() -> archive.export(id, "asked")).hasMessageContaining("never exported");
    assertThat(archive.destroySigning(id, "left").state()).isEqualTo(KeyState.DESTROYED);
    assertThat(archive.signingIdentity(ALICE)).isEmpty();
    assertThat(archive.add(signing).notes()).anyMatch(note -> note.contains("not taken back"));
    assertThat(archive.audit())
        .extracting(AuditEntry::event)
        .containsExactly(AuditEvent.IMPORTED, AuditEvent.DENIED, AuditEvent.DESTROYED);
  }

  @Test
  void aKeyThatDecryptsIsNeverDestroyed() throws SQLException {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    String id = archive.add(identity).entry().id();
    assertThatThrownBy(() -> archive.destroySigning(id, "try"))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED));
    for (String statement :
        List.of(
            "DELETE FROM identities",
            "UPDATE identities SET private_key = NULL, data_key = NULL, state = 'DESTROYED'",
            "UPDATE identities SET purpose = 'SIGNING'",
            "UPDATE identities SET certificate = tag",
            "DELETE FROM identifiers",
            "DELETE FROM addresses",
            "INSERT INTO addresses (address, seq, encrypts, active)"
                + " SELECT address, seq + 1, 1, 1 FROM addresses",
            "DELETE FROM audit",
            "UPDATE audit SET detail = ''")) {
      assertThatThrownBy(() -> place.execute(statement))
          .as(statement)
          .isInstanceOf(SQLException.class);
    }
    assertThat(archive.find(ArchiveFixtures.identifiers(identity).get(0))).hasSize(1);
  }

  @Test
  void noMethodOfTheArchiveDeletes() {
    assertThat(KeyArchive.class.getMethods())
        .noneMatch(method -> method.getName().matches("(?i).*(delete|remove|purge|drop|clear).*"))
        .filteredOn(method -> method.getName().startsWith("destroy"))
        .extracting(java.lang.reflect.Method::getName)
        .containsExactly("destroySigning");
  }

  @Test
  void aKeyMovedToAnotherRowIsNoticed() throws SQLException {
    Identity alice = ArchiveFixtures.encryption("alice@example.org", 2024);
    Identity bob = ArchiveFixtures.encryption("bob@example.org", 2024);
    archive.add(alice);
    archive.add(bob);
    reopen();
    place.dropTrigger("decryption_keys_stay", "identities");
    place.execute(
        "UPDATE identities SET data_key = (SELECT data_key FROM identities WHERE seq = 2),"
            + " private_key = (SELECT private_key FROM identities WHERE seq = 2) WHERE seq = 1");
    assertThatThrownBy(() -> archive.find(ArchiveFixtures.identifiers(alice).get(0)))
        .hasMessageContaining("changed or moved");
    place.execute("UPDATE identities SET owner = 'mallory' WHERE seq = 1");
    assertThatThrownBy(archive::list).hasMessageContaining("changed by another program");
    archive.close();
    archive = freshPlace(folder).open(master);
  }

  @Test
  void theFirstBrokenLinkOfTheAuditIsNamed() throws SQLException {
    archive.add(ArchiveFixtures.encryption("alice@example.org", 2020));
    archive.add(ArchiveFixtures.encryption("alice@example.org", 2024));
    assertThat(archive.verifyAudit()).isEmpty();
    place.dropTrigger("audit_is_final", "audit");
    place.execute("UPDATE audit SET detail = detail || '!' WHERE n = 2");
    assertThat(archive.verifyAudit())
        .hasValueSatisfying(link -> assertThat(link.number()).isEqualTo(2));
    place.execute("UPDATE audit SET detail = rtrim(detail, '!') WHERE n = 2");
    assertThat(archive.verifyAudit()).isEmpty();
    place.dropTrigger("audit_stays", "audit");
    place.execute("DELETE FROM audit WHERE n = (SELECT max(n) FROM audit)");
    assertThat(archive.verifyAudit())
        .hasValueSatisfying(link -> assertThat(link.reason()).contains("cut off"));
    archive.close();
    archive = freshPlace(folder).open(master);
  }

  @Test
  void usesAreCountedPerKeyAndDay() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    archive.add(identity);
    for (int i = 0; i < 7; i++) {
      archive.find(ArchiveFixtures.identifiers(identity).get(0));
    }
    assertThat(archive.audit())
        .filteredOn(entry -> entry.event() == AuditEvent.DECRYPTED)
        .singleElement()
        .satisfies(entry -> assertThat(entry.detail()).startsWith("7 on "));
  }

  @Test
  void aRevokedIdentityStillDecryptsAndTheOlderTakesItsPlace() {
    Identity older = ArchiveFixtures.encryption("alice@example.org", 2020);
    Identity newer = ArchiveFixtures.encryption("alice@example.org", 2024);
    archive.add(older);
    String id = archive.add(newer).entry().id();
    assertThat(archive.revoked(id, "lost laptop").state()).isEqualTo(KeyState.REVOKED);
    assertThat(archive.encryptionIdentity(ALICE).orElseThrow().id())
        .isEqualTo(older.certificate().fingerprint());
    assertThat(archive.find(ArchiveFixtures.identifiers(newer).get(0))).hasSize(1);
  }

  @Test
  void aPassphraseOpensWhatItMade() {
    ArchivePlace other = freshPlace(folder);
    other.open(passphrase("correct horse")).close();
    other.open(passphrase("correct horse")).close();
    assertThatThrownBy(() -> other.open(passphrase("battery staple")))
        .hasMessageContaining("does not open");
    assertThatThrownBy(() -> other.open(master)).hasMessageContaining("passphrase");
  }

  private static MasterKey passphrase(String text) {
    return MasterKey.of(org.sealgate.Secret.of(text));
  }

  @Test
  void everyKeyOpensAfterTheMasterKeyWasChanged() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    archive.add(identity);
    archive.close();
    MasterKey next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    assertThat(KeyArchives.rotateMaster(place.location(), master, next)).isEqualTo(1);
    assertThatThrownBy(() -> place.open(master)).hasMessageContaining("does not open");
    archive = place.open(next);
    assertThat(archive.find(ArchiveFixtures.identifiers(identity).get(0))).hasSize(1);
    assertThat(archive.audit()).extracting(AuditEntry::event).contains(AuditEvent.ROTATED);
  }

  @Test
  void aKeyFileThatOthersMayReadIsRefused() throws Exception {
    Path key = folder.resolve("master.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> place.open(master)).hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    Identity alice = ArchiveFixtures.encryption("alice@example.org", 2024);
    Identity bob = ArchiveFixtures.encryption("bob@example.org", 2024);
    Identity mixed = new Identity(alice.certificate(), alice.chain(), bob.privateKey());
    assertThatThrownBy(() -> archive.add(mixed)).hasMessageContaining("not the one");
    assertThat(archive.list()).isEmpty();
  }

  @Test
  void aDualUseCertificateIsKeptForDecryptionWithAWarning() {
    Identity dual = ArchiveFixtures.dual("alice@example.org", 2024);
    KeyArchive.Imported imported = archive.add(dual);
    assertThat(imported.entry().purpose()).isEqualTo(KeyPurpose.ENCRYPTION);
    assertThat(imported.notes()).anyMatch(note -> note.contains("signs and encrypts"));
    assertThat(archive.signingIdentity(ALICE)).isPresent();
  }
}
