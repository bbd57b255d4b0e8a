package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKEMEnvelopedRecipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.smime.Verdict.SmimeResult;

/** The profile {@code pq-hybrid}: the certificate decides, old and new keys side by side. */
class PostQuantumTest {
  private static final byte[] MAIL = TestMails.plain();

  private final TestPki pki = TestPki.shared();

  @ParameterizedTest
  @ValueSource(strings = {"ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"})
  void recipientsOfEveryKindOpenOneMail(String kem) throws Exception {
    Identity quantum = PostQuantumPeople.with(kem, "bob@example.net");
    Identity rsa = Sealing.identity(pki.user("carol@example.com").issue());
    TestIdentity curve = pki.user("dave@example.com").key(KeyAlgorithm.EC_P256).issue();
    EncryptOptions options =
        new EncryptOptions(
            PostQuantumPeople.certificates(quantum, rsa, Sealing.identity(curve)),
            Profile.PQ_HYBRID);
    byte[] mail = Written.by(out -> Sealing.ENGINE.encrypt(Octets.of(MAIL), options, out));
    for (Identity person : List.of(quantum, rsa, Sealing.identity(curve))) {
      Sealing.Opened opened = Sealing.open(mail, Sealing.with(KeySource.of(List.of(person))));
      assertThat(opened.content()).isEqualTo(Sealing.entity(MAIL));
      assertThat(opened.encrypted().cipher()).isEqualTo("AES-256-GCM");
      assertThat(opened.encrypted().authenticated()).isTrue();
    }
  }

  @Test
  void bouncyCastleOpensWhatWeEncapsulate() throws Exception {
    Identity quantum = PostQuantumPeople.with("ML-KEM-768", "bob@example.net");
    // Its recipients by KEM are for EnvelopedData alone, so that it gets CBC here.
    EncryptOptions options =
        new EncryptOptions(
            PostQuantumPeople.certificates(quantum),
            Profile.PQ_HYBRID.with(Profile.ContentCipher.AES_256_CBC));
    byte[] mail = Written.by(out -> Sealing.ENGINE.encrypt(Octets.of(MAIL), options, out));
    RecipientInformation recipient =
        new CMSEnvelopedData(Cms.structure(mail)).getRecipientInfos().iterator().next();
    byte[] content =
        recipient.getContent(
            new JceKEMEnvelopedRecipient(quantum.privateKey()).setProvider(PostQuantumPeople.BC));
    assertThat(content).isEqualTo(Sealing.entity(MAIL));
  }

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
