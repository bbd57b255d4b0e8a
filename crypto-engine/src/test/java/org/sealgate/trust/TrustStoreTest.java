package org.sealgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.trust.PathResult.Problem;
import org.sealgate.trust.PathResult.Trusted;
import org.sealgate.trust.PathResult.Untrusted;

class TrustStoreTest {
  private static final TestPki PKI = TestPki.builder().name("Trust Test").intermediates(3).build();
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final ValidationTime AT_NOW = new ValidationTime.At(NOW);
  private static final TestIdentity BOB =
      PKI.user("bob@example.org").validYears(2025, 2028).issue();
  private static final TrustStore STORE = TrustStore.of(List.of(PKI.anchor()));

  @Test
  void intermediatesAreTakenInAnyOrderAndWithStrangersAmongThem() {
    List<X509Certificate> untrusted = new ArrayList<>(BOB.chain());
    untrusted.add(TestPki.create().anchor());
    untrusted.add(BOB.certificate());
    Collections.reverse(untrusted);

    assertThat(STORE.validate(BOB.certificate(), untrusted, AT_NOW))
        .isInstanceOfSatisfying(
            Trusted.class, trusted -> assertThat(trusted.path()).isEqualTo(BOB.fullChain()));
  }

  @Test
  void aMissingIntermediateIsSaidAndAKnownOneHelps() {
    TrustStore fresh = TrustStore.of(List.of(PKI.anchor()));

    assertThat(fresh.validate(BOB.certificate(), List.of(), AT_NOW))
        .isInstanceOfSatisfying(
            Untrusted.class, no -> assertThat(no.problem()).isEqualTo(Problem.ISSUER_MISSING));
    assertThat(fresh.withIntermediates(BOB.chain()).validate(BOB.certificate(), List.of(), AT_NOW))
        .isInstanceOf(Trusted.class);
  }

  @Test
  void theTimeDecidesAndAnyTimeDoesNotAsk() {
    TestIdentity old = PKI.user("old@example.org").validYears(2017, 2019).issue();
    TrustStore store = STORE.withIntermediates(old.chain());

    assertThat(store.validate(old.certificate(), List.of(), new ValidationTime.AnyTime()))
        .isInstanceOf(Trusted.class);
    assertThat(problem(store.validate(old.certificate(), List.of(), AT_NOW)))
        .contains(Problem.EXPIRED);
    assertThat(problem(store.validate(old.certificate(), List.of(), at("2010-01-01T00:00:00Z"))))
        .contains(Problem.NOT_YET_VALID);
    assertThat(store.validate(old.certificate(), List.of(), at("2018-06-01T00:00:00Z")))
        .isInstanceOf(Trusted.class);
  }

  @Test
  void anEndUserCannotIssueCertificates() {
    TestIdentity forged = PKI.user("ceo@example.org").validYears(2025, 2028).issuedBy(BOB).issue();

    PathResult result =
        STORE.validate(forged.certificate(), new TestChain(BOB).certificates(), AT_NOW);

    assertThat(problem(result)).contains(Problem.BASIC_CONSTRAINTS);
  }

  @Test
  void aForeignAuthorityOfTheSameNameIsABadSignature() {
    TestPki impostor = TestPki.builder().name("Trust Test").intermediates(3).build();
    TestIdentity bob = impostor.user("bob@example.org").validYears(2025, 2028).issue();

    assertThat(problem(STORE.validate(bob.certificate(), bob.chain(), AT_NOW)))
        .contains(Problem.BAD_SIGNATURE);
  }

  @Test
  void aCertificateThatIsItselfAnAnchorIsTrustedWhileItIsValid() {
    TrustStore store = TrustStore.of(List.of(BOB.certificate()));

    assertThat(store.validate(BOB.certificate(), List.of(), AT_NOW)).isInstanceOf(Trusted.class);
    assertThat(problem(store.validate(BOB.certificate(), List.of(), at("2040-01-01T00:00:00Z"))))
        .contains(Problem.EXPIRED);
  }

  @Test
  void revocationIsAnAnswerOfItsOwn() {
    Instant since = NOW.minus(Duration.ofDays(2));
    List<X509CRL> crls = new ArrayList<>();
    crls.add(crl(PKI.root()));
    PKI.intermediates().stream()
        .filter(ca -> !ca.certificate().equals(PKI.issuer().certificate()))
        .forEach(ca -> crls.add(crl(ca)));
    TrustStore before = STORE.withCrls(crls).withIntermediates(BOB.chain());
    TrustStore good = before.withCrls(List.of(crl(PKI.issuer())));
    TrustStore bad =
        before.withCrls(
            List.of(
                PKI.crl()
                    .thisUpdate(NOW.minus(Duration.ofDays(1)))
                    .nextUpdate(NOW.plus(Duration.ofDays(1)))
                    .revoke(BOB.certificate(), since, 1)
                    .issue()));

    assertThat(before.assess(BOB.certificate(), List.of(), AT_NOW).revocation())
        .isInstanceOf(RevocationResult.Unknown.class);
    assertThat(good.assess(BOB.certificate(), List.of(), AT_NOW).good()).isTrue();
    assertThat(bad.assess(BOB.certificate(), List.of(), AT_NOW).path()).isInstanceOf(Trusted.class);
    assertThat(bad.assess(BOB.certificate(), List.of(), AT_NOW).revocation())
        .isInstanceOfSatisfying(
            RevocationResult.Revoked.class,
            revoked -> {
              assertThat(revoked.why()).isEqualTo(CRLReason.KEY_COMPROMISE);
              assertThat(revoked.certificate()).isEqualTo(BOB.certificate());
            });
  }

  @Test
  void whatAnOldListRevokedStaysRevokedAndNothingIsGoodByIt() {
    TestIdentity eve = PKI.user("eve@example.org").validYears(2025, 2028).issue();
    Instant then = NOW.minus(Duration.ofDays(9));
    TrustStore store =
        STORE
            .withIntermediates(BOB.chain())
            .withCrls(
                List.of(
                    PKI.crl()
                        .thisUpdate(then)
                        .nextUpdate(then.plus(Duration.ofDays(1)))
                        .revoke(BOB.certificate(), then, 1)
                        .revoke(eve.certificate(), then, 6)
                        .issue()));

    assertThat(store.assess(BOB.certificate(), List.of(), AT_NOW).revocation())
        .isInstanceOf(RevocationResult.Revoked.class);
    assertThat(store.assess(eve.certificate(), List.of(), AT_NOW).revocation())
        .as("a hold may have ended since")
        .isInstanceOf(RevocationResult.Unknown.class);
    assertThat(
            store
                .assess(BOB.certificate(), List.of(), new ValidationTime.At(then.minusSeconds(60)))
                .revocation())
        .isInstanceOf(RevocationResult.Unknown.class);
  }

  @Test
  void aRuleOnAlgorithmsCanRefuseAPath() {
    TrustStore strict =
        STORE.withAlgorithmRule((certificate, issuer) ->
            certificate.equals(BOB.certificate())
                ? Optional.of("RSA-2048 is not enough here")
                : Optional.empty());

    assertThat(problem(strict.validate(BOB.certificate(), BOB.chain(), AT_NOW)))
        .contains(Problem.WEAK_ALGORITHM);
  }

  @Test
  void aRequiredPolicyThatNoCertificateNamesIsAProblem() {
    TrustStore store = STORE.withPolicies(PathPolicies.requiring(Set.of("1.2.3.4")));

    assertThat(problem(store.validate(BOB.certificate(), BOB.chain(), AT_NOW)))
        .contains(Problem.POLICY);
  }

  @Test
  void aChainThatWasSeenIsAnsweredFromMemoryInMicroseconds() {
    STORE.validate(BOB.certificate(), BOB.chain(), AT_NOW);
    for (int i = 0; i < 20_000; i++) {
      STORE.validate(BOB.certificate(), BOB.chain(), AT_NOW);
    }
    long begin = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      STORE.validate(BOB.certificate(), BOB.chain(), AT_NOW);
    }
    // Measured: about 1 microsecond. The bound leaves room for a busy machine.
    assertThat(Duration.ofNanos((System.nanoTime() - begin) / 10_000))
        .isLessThan(Duration.ofNanos(100_000));
  }

  private record TestChain(TestIdentity identity) {
    List<X509Certificate> certificates() {
      List<X509Certificate> all = new ArrayList<>(identity.chain());
      all.add(identity.certificate());
      return all;
    }
  }

  private static X509CRL crl(TestIdentity authority) {
    return PKI.crl(authority)
        .thisUpdate(NOW.minus(Duration.ofDays(1)))
        .nextUpdate(NOW.plus(Duration.ofDays(1)))
        .issue();
  }

  private static ValidationTime at(String instant) {
    return new ValidationTime.At(Instant.parse(instant));
  }

  private static Optional<Problem> problem(PathResult result) {
    return result instanceof Untrusted untrusted
        ? Optional.of(untrusted.problem())
        : Optional.empty();
  }
}
