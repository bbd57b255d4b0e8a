package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.smime.Verdict.SmimeResult;

/** The profile {@code pq-hybrid}: the certificate decides, old and new keys side by side. */
class PostQuantumTest {
  private static final byte[] MAIL = TestMails.plain();

  private final TestPki pki = TestPki.shared();

  @Test
  void anOldAndANewKeySignTogether() throws Exception {
    List<Identity> both =
        List.of(
            Sealing.identity(pki.user("alice@example.org").issue()),
            PostQuantumPeople.with("ML-DSA-65", "alice@example.org"));
    byte[] mail = Sealing.signed(MAIL, new SignOptions(both, false, Profile.PQ_HYBRID));
    Verdict verdict = Sealing.open(mail).verdict();
    assertThat(verdict.result()).isEqualTo(SmimeResult.PASS);
    assertThat(verdict.contentSigners())
        .extracting(signer -> signer.algorithmStrength().reason())
        .anyMatch(reason -> reason.contains("ML-DSA-65"))
        .anyMatch(reason -> reason.contains("SHA512") || reason.contains("SHA-512"));
  }

  @Test
  void theProfileIsFoundByItsName() {
    assertThat(Profile.named("pq-hybrid")).contains(Profile.PQ_HYBRID);
  }
}
