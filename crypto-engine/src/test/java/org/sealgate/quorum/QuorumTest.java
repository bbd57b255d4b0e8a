package org.sealgate.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;

class QuorumTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final byte[] DATA_KEY =
      "a data key of thirty-two octets.".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BOUND = {1, 2, 3};

  @TempDir Path folder;

  private final Custodians custodians = Custodians.of(4);
  private final Quorum quorum = Quorum.found(3, custodians.known());
  private final Identity oneTime = OneTimeKey.make("r1", NOW, LATER);
  private final RecoveryRequest request = request("r1", oneTime);

  private RecoveryRequest request(String id, Identity key) {
    Ask ask =
        new Ask(
            Outcome.EXPORT,
            "Erika, legal",
            "old contracts\nDecision: approve",
            List.of("abc"),
            List.of("alice@example.org"),
            List.of(),
            Optional.empty());
    return new RecoveryRequest(id, ask, NOW, LATER, key.certificate(), quorum);
  }

  @Test
  void everyThreeOfFourOpenAndNoTwoDo() {
    byte[] wrapped = quorum.key().wrap(DATA_KEY, BOUND);
    for (int out = 1; out <= 4; out++) {
      List<Vote> votes = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        if (i != out) {
          assertThatThrownBy(() -> new Assembly(request, votes).secret(oneTime))
              .isInstanceOfSatisfying(
                  SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED));
          votes.add(vote(i));
        }
      }
      try (RecoverySecret secret = new Assembly(request, votes).secret(oneTime)) {
        assertThat(secret.unwrap(wrapped, BOUND)).isEqualTo(DATA_KEY);
        assertThatThrownBy(() -> secret.unwrap(wrapped, new byte[] {1, 2, 4}))
            .isInstanceOf(SmimeException.class);
      }
    }
  }

  @Test
  void twoSharesOfThreeSayNothingOfTheSecret() {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[32];
    int[] guessed = new int[256];
    for (int i = 0; i < 2_000; i++) {
      List<byte[]> shares = Shares.split(secret, new Quorum.Size(3, 5), random);
      byte[] joined = Shares.joined(Map.of(1, shares.get(0), 4, shares.get(3)));
      for (byte octet : joined) {
        guessed[octet & 0xFF]++;
      }
    }
    // 64,000 guesses: each octet is expected 250 times, with a deviation of 16.
    assertThat(Arrays.stream(guessed).max().orElseThrow()).isLessThan(250 + 8 * 16);
    assertThat(Arrays.stream(guessed).min().orElseThrow()).isGreaterThan(250 - 8 * 16);
  }

  private Vote vote(int custodian) {
    return Vote.read(Vote.approve(request, custodians.keysOf(custodian), NOW), request);
  }

  @Test
  void papersSurviveTheirJourney() {
    byte[] windows =
        new String(request.encoded(), StandardCharsets.UTF_8)
            .replace("\n", " \r\n")
            .getBytes(StandardCharsets.UTF_8);
    RecoveryRequest read = RecoveryRequest.decode(windows);
    assertThat(read.digest()).isEqualTo(request.digest());
    assertThat(read.ask().reason()).isEqualTo("old contracts Decision: approve");
    assertThat(Quorum.decode(quorum.encoded()).encoded()).isEqualTo(quorum.encoded());
    byte[] vote = Vote.approve(read, custodians.keysOf(1), NOW);
    assertThat(Vote.read(vote, request).seat()).isEqualTo(1);
  }

  @Test
  void aVoteCountsForItsRequestOnly() {
    RecoveryRequest other = request("r2", oneTime);
    byte[] vote = Vote.approve(other, custodians.keysOf(1), NOW);
    assertThatThrownBy(() -> Vote.read(vote, request)).hasMessageContaining("another request");
  }

  @Test
  void aStrangerHasNoVote() {
    Custodians strangers = Custodians.of(2);
    assertThatThrownBy(() -> Vote.approve(request, strangers.keysOf(1), NOW))
        .hasMessageContaining("custodian");
    Identity stranger = strangers.keysOf(1).getFirst();
    byte[] forged =
        Sealing.signed("Sealgate-Vote: 1\n".getBytes(StandardCharsets.UTF_8), stranger, NOW);
    assertThatThrownBy(() -> Vote.read(forged, request))
        .hasMessageContaining("not signed by a custodian");
  }

  @Test
  void achangedVoteDoesNotCount() {
    byte[] vote = Vote.deny(request, custodians.keysOf(1), NOW);
    int at = new String(vote, StandardCharsets.ISO_8859_1).indexOf("deny");
    vote[at] = 'D';
    assertThatThrownBy(() -> Vote.read(vote, request)).hasMessageContaining("was changed");
  }

  @Test
  void anExpiredRequestIsNotApproved() {
    assertThatThrownBy(() -> Vote.approve(request, custodians.keysOf(1), LATER))
        .hasMessageContaining("expired");
  }

  @Test
  void aWrongShareIsNamedAndDoesNotCount() {
    byte[] wrong = new Share(2, quorum.key(), new byte[32]).encoded();
    Form form =
        Form.ofKind("Sealgate-Vote")
            .with("Request", request.digest())
            .with("Decision", "approve")
            .with("Share", Sealing.encrypted(wrong, request.oneTime()));
    Identity second = custodians.keysOf(2).getFirst();
    Vote liar = Vote.read(Sealing.signed(form.encoded(), second, NOW), request);
    assertThatThrownBy(() -> new Assembly(request, List.of(vote(1), liar, vote(3))).secret(oneTime))
        .hasMessageContaining("custodian2@example.org");
    try (RecoverySecret secret =
        new Assembly(request, List.of(vote(1), liar, vote(3), vote(4))).secret(oneTime)) {
      assertThat(secret.key()).isEqualTo(quorum.key());
    }
  }

  @Test
  void oneCustodianTwiceIsOne() {
    assertThatThrownBy(
            () -> new Assembly(request, List.of(vote(1), vote(1), vote(2))).secret(oneTime))
        .hasMessageContaining("2 of 3");
  }

  @Test
  void aQuorumNeedsTwoAndEachAPersonOfHisOwn() {
    List<Custodian> all = custodians.known();
    assertThatThrownBy(() -> Quorum.found(1, all)).hasMessageContaining("dual control");
    assertThatThrownBy(() -> Quorum.found(5, all)).hasMessageContaining("cannot agree");
    assertThatThrownBy(() -> Quorum.found(2, List.of(all.get(0), all.get(1), all.get(0))))
        .hasMessageContaining("same key");
  }

  @Test
  void aCustodianNeedsNothingButOpenssl() throws Exception {
    Tools.require("openssl");
    TestIdentity custodian = custodians.people().getFirst().getFirst();
    Files.writeString(folder.resolve("c.crt"), custodian.certificatePem());
    Files.writeString(folder.resolve("c.key"), custodian.privateKeyPem());
    Files.write(folder.resolve("share.p7m"), quorum.seat(1).share());
    Files.writeString(folder.resolve("request.crt"), TestIdentity.pem(request.oneTime().x509()));
    openssl("cms -decrypt -inform DER -in share.p7m -inkey c.key -recip c.crt -out share.txt");
    openssl("cms -encrypt -aes256 -in share.txt -outform DER -out sealed.p7m request.crt");
    String share =
        Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("sealed.p7m")));
    Files.writeString(
        folder.resolve("vote.txt"),
        "Sealgate-Vote: 1\nRequest: " + request.digest() + "\nDecision: approve\nShare: " + share);
    openssl("cms -sign -nodetach -in vote.txt -signer c.crt -inkey c.key -outform DER -out v.p7m");
    Vote vote = Vote.read(Files.readAllBytes(folder.resolve("v.p7m")), request);
    try (RecoverySecret secret =
        new Assembly(request, List.of(vote, vote(2), vote(4))).secret(oneTime)) {
      assertThat(secret.key()).isEqualTo(quorum.key());
    }
  }

  private void openssl(String arguments) {
    ProgramRun.of("openssl").in(folder).run(List.of(arguments.split(" "))).orFail();
  }

  @Test
  void aWrappedKeyWithAPointOfSmallOrderIsAWrongOne() {
    try (RecoverySecret secret = RecoverySecret.fresh(new SecureRandom())) {
      assertThatThrownBy(() -> secret.unwrap(new byte[80], BOUND))
          .isInstanceOfSatisfying(
              SmimeException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION_FAILED));
    }
  }
}
