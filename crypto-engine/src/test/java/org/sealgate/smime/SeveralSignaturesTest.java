package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealgate.smime.Finding.Status.FAIL;
import static org.sealgate.smime.Finding.Status.PASS;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.smime.Verdict.SmimeResult;

/** Several signers in one structure, and signatures around one another. */
class SeveralSignaturesTest {
  private static final byte[] MAIL = TestMails.plain();

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  private Identity alice(KeyAlgorithm key) {
    return Sealing.identity(pki.user("alice@example.org").key(key).issue());
  }

  private List<Identity> everyKindOfKey() throws Exception {
    return List.of(
        alice(KeyAlgorithm.RSA_2048),
        alice(KeyAlgorithm.EC_P384),
        alice(KeyAlgorithm.ED25519),
        alice(KeyAlgorithm.ED448),
        PostQuantumPeople.with("ML-DSA-65", "alice@example.org"));
  }

  /** A foreign implementation's opinion on each signer. */
  private static void assertEachHolds(CMSSignedData signed, int signers) throws Exception {
    List<Boolean> held = new ArrayList<>();
    for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
      @SuppressWarnings("unchecked") // the selector is one of certificates
      X509CertificateHolder certificate =
          (X509CertificateHolder)
              signed.getCertificates().getMatches(signer.getSID()).iterator().next();
      held.add(
          signer.verify(
              new JcaSimpleSignerInfoVerifierBuilder()
                  .setProvider(PostQuantumPeople.BC)
                  .build(certificate)));
    }
    assertThat(held).hasSize(signers).doesNotContain(false);
  }

  @Test
  void signersWithEveryKindOfKeySignOneMailAndBouncyCastleVerifiesEach() throws Exception {
    List<Identity> signers = everyKindOfKey();
    byte[] opaque = Sealing.signed(MAIL, new SignOptions(signers, true, Profile.DEFAULT));
    assertEachHolds(new CMSSignedData(Cms.structure(opaque)), signers.size());

    byte[] clear = Sealing.signed(MAIL, new SignOptions(signers, false, Profile.DEFAULT));
    byte[] content = Sealing.entity(MAIL);
    assertEachHolds(
        new CMSSignedData(new CMSProcessableByteArray(content), Cms.signature(clear)),
        signers.size());

    for (byte[] mail : List.of(opaque, clear)) {
      Verdict verdict = Sealing.open(mail).verdict();
      assertThat(verdict.contentSigners())
          .hasSize(signers.size())
          .allMatch(signer -> signer.integrity().status() == PASS);
      assertThat(verdict.result()).isEqualTo(SmimeResult.PASS);
    }
  }

  @Test
  void theMimeHeaderNamesEachDigestOnce() throws Exception {
    String mail =
        Sealing.text(
            Sealing.signed(MAIL, new SignOptions(everyKindOfKey(), false, Profile.DEFAULT)));
    assertThat(mail).contains("micalg=\"sha-256,sha-384,sha-512,shake256-512\"");
    List<Identity> hybrid =
        List.of(
            alice(KeyAlgorithm.RSA_2048), PostQuantumPeople.with("ML-DSA-87", "alice@example.org"));
    assertThat(
            Sealing.text(Sealing.signed(MAIL, new SignOptions(hybrid, false, Profile.PQ_HYBRID))))
        .contains("micalg=sha-512;");
  }

  @Test
  void oneBadSignerOfAnotherKindIsToldFromTheGoodOne() throws Exception {
    List<Identity> signers =
        List.of(
            alice(KeyAlgorithm.RSA_2048), PostQuantumPeople.with("ML-DSA-44", "alice@example.org"));
    byte[] der =
        Cms.structure(Sealing.signed(MAIL, new SignOptions(signers, true, Profile.PQ_HYBRID)));
    byte[] bad =
        new CMSSignedData(der)
            .getSignerInfos().getSigners().stream()
                .map(SignerInformation::getSignature)
                .filter(signature -> signature.length > 2000)
                .findFirst()
                .orElseThrow();
    int at = Sealing.text(der).indexOf(Sealing.text(bad));
    Verdict verdict = Sealing.open(Cms.mail("signed-data", Cms.inverted(der, at + 100))).verdict();
    assertThat(verdict.contentSigners())
        .extracting(signer -> signer.integrity().status())
        .containsExactlyInAnyOrder(PASS, FAIL);
    assertThat(verdict.result()).isEqualTo(SmimeResult.FAIL);
  }

  private byte[] triple(boolean opaque) {
    SignOptions clear = SignOptions.by(Sealing.identity(alice));
    SignOptions signing = opaque ? clear.asOpaque() : clear;
    return Written.by(
        out -> Sealing.ENGINE.tripleWrap(Octets.of(MAIL), signing, Sealing.encryption(bob), out));
  }

  @Test
  void aTripleWrappedMailIsOpenedAndEachSignatureSaid() {
    for (boolean opaque : new boolean[] {false, true}) {
      Sealing.Opened opened = Sealing.open(triple(opaque), bob);
      assertThat(opened.verdict().layers())
          .hasExactlyElementsOfTypes(Layer.Signed.class, Layer.Encrypted.class, Layer.Signed.class);
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
      assertThat(opened.content()).isEqualTo(Sealing.entity(MAIL));
    }
  }

  @Test
  void whoCannotDecryptStillVerifiesTheOuterSignature() {
    Verdict verdict = Sealing.open(triple(false)).verdict();
    assertThat(
            ((Layer.Signed) verdict.layers().getFirst()).signers().getFirst().integrity().status())
        .isEqualTo(PASS);
    // It is one over a ciphertext: who wrote the text is not known.
    assertThat(verdict.result()).isEqualTo(SmimeResult.NEUTRAL);
  }

  @Test
  void aBrokenOuterSignatureIsNotHiddenByTheInnerOne() {
    String mail = Sealing.text(triple(false));
    int name = mail.indexOf("name=\"smime.p7m\"");
    String changed = mail.substring(0, name) + mail.substring(name).replaceFirst("smime", "other");
    Verdict verdict = Sealing.open(Sealing.octets(changed), bob).verdict();
    assertThat(verdict.contentSigners().getFirst().integrity().status()).isEqualTo(PASS);
    assertThat(verdict.result()).isEqualTo(SmimeResult.POLICY);
  }
}
