package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.Recovery.State;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.Custodians;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.RecoveryRequest.Successor;
import org.sealgate.quorum.Vote;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;

class RecoveryTest extends DualControlTest {
  @Test
  void whoLeavesIsDecryptedForNoMoreHereAndOnOtherNodes() {
    try (KeyArchive other = opened()) {
      assertThat(gatewayOpens(archive, alice)).isTrue();
      assertThat(gatewayOpens(other, alice)).isTrue();
      assertThat(archive.recovery().leave(ALICE, "left")).hasSize(1);
      assertThat(gatewayOpens(archive, alice)).isFalse();
      long deadline = System.nanoTime() + 2_000_000_000L;
      while (gatewayOpens(other, alice) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(gatewayOpens(other, alice)).isFalse();
      assertThat(gatewayOpens(other, bob)).isTrue();
    }
    assertThat(archive.of(ALICE).getFirst().custody()).isEqualTo(Custody.ESCROW);
    assertThat(archive.recovery().leave(ALICE, "again")).isEmpty();
    assertThat(archive.audit()).extracting(AuditEntry::event).contains(AuditEvent.ESCROWED);
  }

  @Test
  void threeCustodiansRecoverTheOneRequestedAndNoOther() {
    archive.recovery().leave(ALICE, "left");
    archive.recovery().leave(BOB, "left");
    Recovery.Opened opened = request(Outcome.EXPORT, alice);
    approve(opened, 1, 2, 4);
    List<Identity> recovered = archive.recovery().collect(opened.request().id(), opened.code());
    assertThat(recovered).hasSize(1);
    assertThat(recovered.getFirst().privateKey().getEncoded())
        .isEqualTo(alice.privateKey().getEncoded());
    assertThat(gatewayOpens(archive, alice)).isFalse();
    assertThat(gatewayOpens(archive, bob)).isFalse();
  }

  @Test
  void aRequestIsCarriedOutOnce() {
    Recovery.Opened opened = request(Outcome.EXPORT, bob);
    approve(opened, 1, 2, 3);
    archive.recovery().collect(opened.request().id(), opened.code());
    assertRefused(() -> archive.recovery().collect(opened.request().id(), opened.code()), "closed");
    assertRefused(() -> approve(opened, 4), "closed");
  }

  @Test
  void twoApprovalsOfThreeAreNotEnough() {
    Recovery.Opened opened = request(Outcome.EXPORT, alice);
    approve(opened, 1, 2);
    assertRefused(() -> archive.recovery().collect(opened.request().id(), opened.code()), "2 of 3");
    approve(opened, 3);
    assertThat(archive.recovery().collect(opened.request().id(), opened.code())).hasSize(1);
  }

  @Test
  void aCustodianHasOneVoteAndOnlyForTheRequestHeSaw() {
    Recovery.Opened first = request(Outcome.EXPORT, alice);
    Recovery.Opened second = request(Outcome.EXPORT, bob);
    approve(first, 1);
    assertRefused(() -> approve(first, 1), "voted already");
    byte[] replayed = vote(first, 2);
    assertRefused(
        () -> archive.recovery().vote(second.request().id(), replayed), "another request");
    assertThat(archive.recovery().requests()).hasSize(2);
  }

  @Test
  void anExpiredRequestIsClosed() {
    Recovery.Opened opened = request(Outcome.EXPORT, alice);
    byte[] late = vote(opened, 3);
    approve(opened, 1, 2);
    clock.turn(Duration.ofDays(2));
    assertRefused(() -> archive.recovery().vote(opened.request().id(), late), "expired");
    assertThat(archive.recovery().requests().getFirst().state()).isEqualTo(State.EXPIRED);
    assertRefused(
        () -> archive.recovery().collect(opened.request().id(), opened.code()), "expired");
  }

  @Test
  void twoDenialsOfFourEndARequest() {
    Recovery.Opened opened = request(Outcome.EXPORT, alice);
    approve(opened, 1);
    deny(opened, 2, 3);
    assertThat(archive.recovery().requests().getFirst().state()).isEqualTo(State.DENIED);
    assertRefused(() -> approve(opened, 4), "denied");
  }

  @Test
  void withoutTheCodeOfItsMakerNobodyOpensTheVotes() {
    Recovery.Opened opened = request(Outcome.EXPORT, alice);
    approve(opened, 1, 2, 3);
    assertThatThrownBy(() ->
            archive.recovery().collect(opened.request().id(), Secret.of("AAAAA-AAAAA-AAAAA-AAAAA")))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PASSWORD));
    assertThat(lastAudit().event()).isEqualTo(AuditEvent.DENIED);
  }

  @Test
  void onceThereIsAQuorumNothingIsExportedWithoutIt() {
    assertRefused(() -> archive.export(bob.certificate().fingerprint(), "asked"), "custodians");
    assertThatThrownBy(() -> archive.recovery().found(2, CUSTODIANS.known()))
        .hasMessageContaining("already");
  }

  @Test
  void namedMailsAreOpenedAndNoOthers() throws Exception {
    archive.recovery().leave(ALICE, "left");
    Octets mail = encrypted("for alice", alice);
    Octets other = encrypted("also for alice", alice);
    Ask named =
        new Ask(
            Outcome.OPEN_MAILS,
            "Erika",
            "old contracts",
            List.of(alice.certificate().fingerprint()),
            List.of("alice@example.org"),
            List.of(ApprovedMails.digest(mail)),
            Optional.empty());
    Recovery.Opened opened = archive.recovery().request(named, Duration.ofDays(1));
    approve(opened, 1, 2, 3);
    String id = opened.request().id();
    assertRefused(() -> archive.recovery().collect(id, opened.code()), "open-mails");
    assertRefused(() -> archive.recovery().open(id, opened.code(), List.of(other)), "not among");
    List<OpenedMessage> read = archive.recovery().open(id, opened.code(), List.of(mail));
    assertThat(new String(read.getFirst().content().toByteArray(), StandardCharsets.UTF_8))
        .contains("for alice");
    read.forEach(OpenedMessage::close);
    assertRefused(() -> archive.recovery().open(id, opened.code(), List.of(mail)), "closed");
  }

  private static Octets encrypted(String text, Identity to) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String mail = "From: a@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\n\r\n" + text + "\r\n";
    SmimeEngine.create()
        .encrypt(
            Octets.of(mail.getBytes(StandardCharsets.UTF_8)),
            EncryptOptions.to(List.of(to.certificate())),
            out);
    return Octets.of(out.toByteArray());
  }

  @Test
  void otherCustodiansTakeOverAndTheOldSharesOpenNothing() {
    archive.recovery().leave(ALICE, "left");
    Recovery.Opened stale = request(Outcome.EXPORT, alice);
    approve(stale, 1, 2, 3);
    Custodians next = Custodians.of(3);
    Ask change =
        new Ask(
            Outcome.CUSTODIANS,
            "Erika",
            "two have left",
            List.of(),
            List.of(),
            List.of(),
            Optional.of(new Successor(2, next.known())));
    Recovery.Opened opened = archive.recovery().request(change, Duration.ofDays(1));
    approve(opened, 2, 3, 4);
    Quorum before = archive.recovery().quorum().orElseThrow();
    Quorum after = archive.recovery().succeed(opened.request().id(), opened.code());
    assertThat(after.key()).isNotEqualTo(before.key());
    assertRefused(() -> archive.recovery().collect(stale.request().id(), stale.code()), "no more");
    Recovery.Opened fresh = request(Outcome.EXPORT, alice, bob);
    for (int custodian = 1; custodian <= 2; custodian++) {
      byte[] yes = Vote.approve(fresh.request(), next.keysOf(custodian), clock.instant());
      archive.recovery().vote(fresh.request().id(), yes);
    }
    assertThat(archive.recovery().collect(fresh.request().id(), fresh.code()))
        .extracting(each -> each.certificate().fingerprint())
        .containsExactly(alice.certificate().fingerprint(), bob.certificate().fingerprint());
  }

  @Test
  void theDatabaseAndTheMasterKeyAndTwoSharesOpenNothingInEscrow() throws Exception {
    gatewayOpens(archive, alice);
    archive.recovery().leave(ALICE, "left");
    Recovery.Opened opened = request(Outcome.EXPORT, alice);
    approve(opened, 1, 2);
    String id = alice.certificate().fingerprint();
    // Through the program, by everything it offers.
    assertThat(gatewayOpens(archive, alice)).isFalse();
    assertThat(archive.encryptionIdentity(ALICE)).isPresent();
    assertThat(archive.signingIdentity(ALICE)).isEmpty();
    assertRefused(() -> archive.export(id, "asked"), "custodians");
    assertRefused(() -> archive.recovery().collect(opened.request().id(), opened.code()), "2 of 3");
    assertThat(archive.add(alice).isNew()).isFalse();
    assertThat(gatewayOpens(archive, alice)).isFalse();
    archive.close();
    // By changing the rows: back to GATEWAY, and another row's keys in its place.
    execute("DROP TRIGGER last_data_keys_stay", "DROP TRIGGER decryption_keys_stay");
    execute("UPDATE identities SET custody = 'GATEWAY' WHERE seq = 1");
    try (KeyArchive changed = opened()) {
      assertThatThrownBy(() -> gatewayOpens(changed, alice)).hasMessageContaining("changed");
    }
    execute("UPDATE identities SET custody = 'ESCROW' WHERE seq = 1");
    // By the master key over every octet of the files, wherever a data key may have stayed behind.
    assertThat(dataKeysIn(folder, alice)).isZero();
    assertThat(dataKeysIn(folder, bob)).as("the search itself finds what is there").isPositive();
    archive = opened();
  }

  private void execute(String... statements) throws Exception {
    try (var connection = place.connect();
        var sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.executeUpdate(statement);
      }
    }
  }

  /** How many places of the files open under the master key as a data key of the identity. */
  private long dataKeysIn(Path places, Identity identity) throws Exception {
    byte[] associated =
        Vault.fields(
            Vault.utf8("sealgate data key"),
            Vault.utf8(identity.certificate().fingerprint()),
            Vault.utf8(KeySealing.sha256(identity.certificate().encoded())));
    long found = 0;
    try (Vault vault = new Vault(Files.readAllBytes(folder.resolve("master.key")));
        var files = Files.list(places)) {
      for (Path each : files.filter(name -> name.toString().contains("archive.db")).toList()) {
        byte[] octets = Files.readAllBytes(each);
        for (int at = 0; at + 60 <= octets.length; at++) {
          try {
            vault.open(Arrays.copyOfRange(octets, at, at + 60), associated);
            found++;
          } catch (AEADBadTagException e) {
            // Not here.
          }
        }
      }
    }
    return found;
  }

  @Test
  void anArchiveWithoutCustodiansLeavesNobodyToThem() {
    Path other = folder.resolve("other.db");
    try (KeyArchive without = KeyArchives.open(other, master)) {
      without.add(alice);
      assertThatThrownBy(() -> without.recovery().leave(ALICE, "left"))
          .hasMessageContaining("custodians init");
      assertThat(without.export(alice.certificate().fingerprint(), "as before")).isNotNull();
    }
  }

  private AuditEntry lastAudit() {
    return archive.audit().getLast();
  }
}
