package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.Recovery.State;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.RecoveryRequest.Outcome;

/** Who left comes back: by the quorum alone, once, and the keys of others stay where they are. */
class CustodyReturnTest extends DualControlTest {

  @BeforeEach
  void aliceAndBobLeave() {
    archive.recovery().leave(ALICE, "left");
    archive.recovery().leave(BOB, "left");
  }

  private Recovery.Opened asked(Identity... identities) {
    return request(Outcome.TO_GATEWAY, identities);
  }

  private List<ArchivedIdentity> returned(Recovery.Opened opened) {
    return archive.recovery().returned(opened.request().id(), opened.code());
  }

  private Custody custodyOf(Identity identity) {
    return archive.startingWith(identity.certificate().fingerprint()).getFirst().custody();
  }

  @Test
  void threeCustodiansGiveAKeyBackToEveryNodeAndNoOtherKey() {
    try (KeyArchive other = opened()) {
      assertThat(gatewayOpens(archive, alice)).isFalse();
      assertThat(gatewayOpens(other, alice)).isFalse();
      Recovery.Opened opened = asked(alice);
      approve(opened, 1, 2, 4);
      assertThat(gatewayOpens(archive, alice)).isFalse();
      assertThat(returned(opened))
          .extracting(ArchivedIdentity::id)
          .containsExactly(alice.certificate().fingerprint());
      assertThat(gatewayOpens(archive, alice)).isTrue();
      TwoNodesTest.seenInTime("a return", () -> gatewayOpens(other, alice));
      assertThat(gatewayOpens(archive, bob)).isFalse();
    }
    assertThat(custodyOf(alice)).isEqualTo(Custody.GATEWAY);
    assertThat(custodyOf(bob)).isEqualTo(Custody.ESCROW);
    assertThat(archive.audit())
        .filteredOn(entry -> entry.event() == AuditEvent.RETURNED)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.subject()).isEqualTo(alice.certificate().fingerprint());
          assertThat(entry.detail()).contains("old contracts");
        });
  }

  @Test
  void twoApprovalsOfThreeGiveNothingBack() throws SQLException {
    Recovery.Opened opened = asked(alice);
    approve(opened, 1, 2);
    assertRefused(() -> returned(opened), "2 of 3");
    assertThat(custodyOf(alice)).isEqualTo(Custody.ESCROW);
    assertThat(gatewayOpens(archive, alice)).isFalse();
    assertThat(octetsUnderTheMasterKey(alice)).isZero();
    approve(opened, 3);
    assertThat(returned(opened)).hasSize(1);
    assertThat(octetsUnderTheMasterKey(alice)).isPositive();
  }

  private int octetsUnderTheMasterKey(Identity identity) throws SQLException {
    try (var connection = place.connect();
        var select =
            connection.prepareStatement("SELECT length(data_key) FROM identities WHERE id = ?")) {
      select.setString(1, identity.certificate().fingerprint());
      try (var rows = select.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getInt(1);
      }
    }
  }

  @Test
  void anExpiredRequestGivesNothingBack() {
    Recovery.Opened opened = asked(alice);
    approve(opened, 1, 2, 3);
    clock.turn(Duration.ofDays(2));
    assertRefused(() -> returned(opened), "expired");
    assertThat(custodyOf(alice)).isEqualTo(Custody.ESCROW);
  }

  @Test
  void aDeniedRequestGivesNothingBack() {
    Recovery.Opened opened = asked(alice);
    approve(opened, 1, 4);
    deny(opened, 2, 3);
    assertRefused(() -> returned(opened), "denied");
    assertThat(custodyOf(alice)).isEqualTo(Custody.ESCROW);
  }

  @Test
  void whoLeavesAgainIsNotBroughtBackByWhatWasApprovedBefore() {
    Recovery.Opened opened = asked(alice);
    approve(opened, 1, 2, 3);
    byte[] vote = vote(opened, 4);
    returned(opened);
    archive.recovery().leave(ALICE, "left again");
    assertRefused(() -> returned(opened), "closed (collected)");
    assertRefused(() -> archive.recovery().vote(opened.request().id(), vote), "closed");
    Recovery.Opened next = asked(alice);
    assertRefused(() -> archive.recovery().vote(next.request().id(), vote), "another request");
    assertThat(gatewayOpens(archive, alice)).isFalse();
  }

  @Test
  void aRequestIsGoodForWhatWasApprovedAlone() {
    Recovery.Opened toGateway = asked(alice);
    Recovery.Opened export = request(Outcome.EXPORT, alice);
    approve(toGateway, 1, 2, 3);
    approve(export, 1, 2, 3);
    String id = toGateway.request().id();
    assertRefused(() -> archive.recovery().collect(id, toGateway.code()), "to-gateway");
    assertRefused(() -> returned(export), "approved for export");
    assertThat(custodyOf(alice)).isEqualTo(Custody.ESCROW);
  }

  @Test
  void withoutTheCodeOfItsMakerNothingIsGivenBack() {
    Recovery.Opened opened = asked(alice);
    approve(opened, 1, 2, 3);
    Secret other = Secret.of("AAAAA-AAAAA-AAAAA-AAAAA");
    assertThatThrownBy(() -> archive.recovery().returned(opened.request().id(), other))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PASSWORD));
    assertThat(archive.audit().getLast().event()).isEqualTo(AuditEvent.DENIED);
    assertThat(custodyOf(alice)).isEqualTo(Custody.ESCROW);
  }

  @Test
  void onlyWhatIsInEscrowIsAskedFor() {
    Recovery.Opened opened = asked(alice);
    Recovery.Opened overlapping = asked(alice, bob);
    approve(opened, 1, 2, 3);
    approve(overlapping, 1, 2, 3);
    returned(opened);
    assertThatThrownBy(() -> asked(alice)).hasMessageContaining("not in escrow");
    assertThat(returned(overlapping))
        .extracting(ArchivedIdentity::id)
        .containsExactly(bob.certificate().fingerprint());
  }

  @Test
  void allComeBackOrNone() throws SQLException {
    Recovery.Opened opened = asked(alice, bob);
    approve(opened, 1, 2, 3);
    place.dropTrigger("decryption_keys_stay", "identities");
    place.execute(
        "UPDATE identities SET private_key = (SELECT private_key FROM identities WHERE seq = 1)"
            + " WHERE seq = 2");
    assertThatThrownBy(() -> returned(opened)).hasMessageContaining("changed or moved");
    assertThat(custodyOf(alice)).isEqualTo(Custody.ESCROW);
    assertThat(archive.recovery().requests().getFirst().state()).isEqualTo(State.OPEN);
  }

  @Test
  void whatCameBackIsAsItWasBefore() {
    Recovery.Opened opened = asked(alice, bob);
    approve(opened, 2, 3, 4);
    assertThat(returned(opened)).hasSize(2);
    assertRefused(() -> archive.export(alice.certificate().fingerprint(), "asked"), "custodians");
    archive.close();
    MasterKey next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    assertThat(KeyArchives.rotateMaster(place.location(), master, next)).isEqualTo(2);
    master = next;
    archive = opened();
    ArchiveInvariants.check(archive);
    assertThat(archive.recovery().leave(ALICE, "left again")).hasSize(1);
    Recovery.Opened export = request(Outcome.EXPORT, alice);
    approve(export, 1, 2, 3);
    assertThat(archive.recovery().collect(export.request().id(), export.code()))
        .singleElement()
        .satisfies(identity ->
            assertThat(identity.privateKey().getEncoded())
                .isEqualTo(alice.privateKey().getEncoded()));
  }
}
