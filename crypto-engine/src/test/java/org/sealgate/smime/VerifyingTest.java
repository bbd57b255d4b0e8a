package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealgate.smime.Finding.Status.FAIL;
import static org.sealgate.smime.Finding.Status.PASS;
import static org.sealgate.smime.Finding.Status.UNKNOWN;
import static org.sealgate.smime.Finding.Status.WARN;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.MailText;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.Verdict.SmimeResult;

/** Promise 3: a verdict never overstates. */
class VerifyingTest {
  private static final byte[] MAIL = TestMails.plain();

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  private byte[] opaque(byte[] mail, TestIdentity signer) {
    return Sealing.signed(mail, SignOptions.by(Sealing.identity(signer)).asOpaque());
  }

  @Test
  void clearAndOpaqueSignaturesHoldOnEveryAxis() {
    for (byte[] mail : List.of(Sealing.signed(MAIL, alice), opaque(MAIL, alice))) {
      Sealing.Opened opened = Sealing.open(mail);
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
      SignerVerdict signer = opened.signer();
      assertThat(
              List.of(
                  signer.integrity(),
                  signer.certificatePath(),
                  signer.addressMatch(),
                  signer.algorithmStrength(),
                  signer.policy()))
          .allMatch(finding -> finding.status() == PASS);
      assertThat(signer.revocation().status()).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void aMailThatIsNotSignedIsNot() {
    assertThat(Sealing.open(MAIL).verdict().result()).isEqualTo(SmimeResult.NONE);
  }

  @Test
  void noSignerIsNoValidSignature() throws Exception {
    byte[] opaque =
        new CMSSignedDataGenerator()
            .generate(new CMSProcessableByteArray(Sealing.entity(MAIL)), true)
            .getEncoded();
    byte[] detached =
        new CMSSignedDataGenerator()
            .generate(new CMSProcessableByteArray(Sealing.entity(MAIL)), false)
            .getEncoded();
    for (byte[] mail :
        List.of(
            Cms.mail("signed-data", opaque),
            Cms.withSignature(Sealing.signed(MAIL, alice), detached))) {
      Sealing.Opened opened = Sealing.open(mail);
      assertThat(((Layer.Signed) opened.layer()).signers()).isEmpty();
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
    }
  }

  @Test
  void certificatesAloneAreNoSignature() throws Exception {
    byte[] none = new CMSSignedDataGenerator().generate(new CMSAbsentContent()).getEncoded();
    Sealing.Opened opened = Sealing.open(Cms.mail("certs-only", none));
    assertThat(opened.layer()).isInstanceOf(Layer.CertificatesOnly.class);
    assertThat(opened.verdict().result()).isNotEqualTo(SmimeResult.PASS);
  }

  @Test
  void oneGoodAndOneBadSignerAreSaidApart() throws Exception {
    List<Identity> signers = List.of(Sealing.identity(alice), Sealing.identity(bob));
    byte[] der =
        Cms.structure(Sealing.signed(MAIL, new SignOptions(signers, true, Profile.DEFAULT)));
    byte[] second =
        List.copyOf(new CMSSignedData(der).getSignerInfos().getSigners()).get(1).getSignature();
    int at = Sealing.text(der).indexOf(Sealing.text(second));
    Sealing.Opened opened = Sealing.open(Cms.mail("signed-data", Cms.inverted(der, at + 20)));
    assertThat(((Layer.Signed) opened.layer()).signers())
        .extracting(signer -> signer.integrity().status())
        .containsExactlyInAnyOrder(PASS, FAIL);
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
  }

  @Test
  void signedAttributesAreNotTakenForSignedContent() throws Exception {
    byte[] forged = ForeignSignatures.ofAttributesAsContent(Cms.structure(opaque(MAIL, alice)));
    Sealing.Opened opened = Sealing.open(Cms.mail("signed-data", forged));
    assertThat(opened.signer().integrity().status()).isEqualTo(FAIL);
    assertThat(opened.signer().integrity().code()).isEqualTo("attributes-forgery");
  }

  @Test
  void aSignerWhoMeantAnotherCertificateIsRefused() throws Exception {
    byte[] der =
        ForeignSignatures.naming(Sealing.entity(MAIL), alice, bob.certificate().getEncoded());
    Finding integrity = Sealing.open(Cms.mail("signed-data", der)).signer().integrity();
    assertThat(integrity.status()).isEqualTo(FAIL);
    assertThat(integrity.code()).isEqualTo("certificate-mismatch");
    byte[] own =
        ForeignSignatures.naming(Sealing.entity(MAIL), alice, alice.certificate().getEncoded());
    assertThat(Sealing.open(Cms.mail("signed-data", own)).signer().integrity().status())
        .isEqualTo(PASS);
  }

  @Test
  void anExpiredCertificateIsNotHelpedByTheTimeItsOwnerClaims() {
    TestIdentity old = pki.user("alice@example.org").validYears(2017, 2018).issue();
    Clock then = Clock.fixed(Instant.parse("2017-06-01T12:00:00Z"), ZoneOffset.UTC);
    SmimeEngine engine = SmimeEngine.create(Crypto.preferred(), then);
    byte[] mail =
        Written.by(out -> engine.sign(Octets.of(MAIL), SignOptions.by(Sealing.identity(old)), out));
    Sealing.Opened opened = Sealing.open(mail);
    SignerVerdict signer = opened.signer();
    assertThat(signer.claimedSigningTime()).contains(then.instant());
    assertThat(signer.integrity().status()).isEqualTo(PASS);
    assertThat(signer.certificatePath().status()).isEqualTo(FAIL);
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alice@example.org | | PASS",
        "Alice <ALICE@example.ORG> | | PASS",
        "mallory@example.com | | FAIL",
        "\"alice@example.org\" <mallory@example.com> | | FAIL",
        "alice@example.org <mallory@example.com> | | FAIL",
        "mallory@example.com (alice@example.org) | | FAIL",
        "alice@example.org.example.com | | FAIL",
        "boss@example.org | alice@example.org | WARN",
        "mallory@example.com | mallory@example.com | FAIL",
        "alice@example.org, mallory@example.com | | WARN",
      })
  void theCertificateMustNameTheSender(String from, String sender, Finding.Status expected) {
    MailText mail = MailText.mail("Address").header("From", from).text("Hello\n");
    if (sender != null) {
      mail.header("Sender", sender);
    }
    Sealing.Opened opened = Sealing.open(Sealing.signed(mail.bytes(), alice));
    assertThat(opened.signer().addressMatch().status()).isEqualTo(expected);
    SmimeResult result =
        switch (expected) {
          case FAIL -> SmimeResult.FAIL;
          case WARN -> SmimeResult.POLICY;
          default -> SmimeResult.PASS;
        };
    assertThat(opened.verdict().result()).isEqualTo(result);
  }

  @Test
  void aSecondFromFieldSpoilsTheMatch() {
    byte[] mail = Sealing.signed(MAIL, alice);
    byte[] two = Sealing.octets("From: mallory@example.com\r\n" + Sealing.text(mail));
    assertThat(Sealing.open(two).signer().addressMatch().status()).isEqualTo(FAIL);
  }

  @Test
  void sha1IsVerifiedAndFlagged() throws Exception {
    byte[] mail =
        Cms.mail("signed-data", ForeignSignatures.by(Sealing.entity(MAIL), alice, "SHA1withRSA"));
    SignerVerdict signer = Sealing.open(mail).signer();
    assertThat(signer.integrity().status()).isEqualTo(PASS);
    assertThat(signer.algorithmStrength().status()).isEqualTo(WARN);
    OpenOptions strict = knowing(alice.chain()).withStrength(StrengthPolicy.STRICT);
    assertThat(Sealing.open(mail, strict).verdict().result()).isEqualTo(SmimeResult.POLICY);
  }

  @Test
  void anIntermediateThatTheMailLacksIsTakenFromWhatIsKnown() throws Exception {
    byte[] mail =
        Cms.mail("signed-data", ForeignSignatures.by(Sealing.entity(MAIL), alice, "SHA256withRSA"));
    Verdict alone = Sealing.open(mail).verdict();
    assertThat(alone.contentSigners().getFirst().certificatePath().code())
        .isEqualTo("issuer-missing");
    assertThat(alone.result()).isEqualTo(SmimeResult.NEUTRAL);
    assertThat(Sealing.open(mail, knowing(alice.chain())).verdict().result())
        .isEqualTo(SmimeResult.PASS);
  }

  @Test
  void aWholeChainToAnAuthorityNobodyTrustsFails() {
    TestPki strangers = TestPki.named("Strangers");
    TestIdentity other = strangers.user("alice@example.org").issue();
    byte[] mail = Sealing.signed(MAIL, other);
    assertThat(Sealing.open(mail).verdict().result()).isEqualTo(SmimeResult.NEUTRAL);
    Verdict verdict = Sealing.open(mail, knowing(List.of(strangers.anchor()))).verdict();
    assertThat(verdict.contentSigners().getFirst().certificatePath().code()).isEqualTo("no-anchor");
    assertThat(verdict.result()).isEqualTo(SmimeResult.FAIL);
  }

  @Test
  void aClaimedTimeThatCannotBeTrueIsNotAccepted() {
    for (Duration off : List.of(Duration.ofDays(-3650), Duration.ofDays(3))) {
      Clock wrong = Clock.offset(Sealing.CLOCK, off);
      SmimeEngine engine = SmimeEngine.create(Crypto.preferred(), wrong);
      byte[] mail =
          Written.by(
              out -> engine.sign(Octets.of(MAIL), SignOptions.by(Sealing.identity(alice)), out));
      Verdict verdict = Sealing.open(mail).verdict();
      SignerVerdict signer = verdict.contentSigners().getFirst();
      assertThat(signer.integrity().status()).isEqualTo(PASS);
      assertThat(signer.certificatePath().status()).isEqualTo(PASS);
      assertThat(signer.signingTime().status()).isEqualTo(FAIL);
      assertThat(verdict.result()).isEqualTo(SmimeResult.POLICY);
    }
  }

  @Test
  void contentThatWasChangedIsABadSignature() {
    String signed = Sealing.text(Sealing.signed(MAIL, alice));
    for (String changed :
        List.of(
            signed.replace("the offer", "the order"),
            signed.replace("Alice\r\n", "Alice\r\n--\r\nScanned for viruses\r\n"),
            signed.replace("Alice\r\n", "Alice \r\n"))) {
      Sealing.Opened opened = Sealing.open(Sealing.octets(changed));
      assertThat(opened.signer().integrity().code()).isEqualTo("digest-mismatch");
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
    }
  }

  @Test
  void lineEndsThatAStoreChangedAndAMicalgThatIsWrongDoNotMatter() {
    String signed = Sealing.text(Sealing.signed(MAIL, alice));
    for (String same :
        List.of(
            signed.replace("\r\n", "\n"),
            signed.replace("micalg=sha-256", "micalg=md5"),
            signed.replace(" micalg=sha-256;\r\n", ""))) {
      assertThat(Sealing.open(Sealing.octets(same)).verdict().result()).isEqualTo(SmimeResult.PASS);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.01, 0.3, 0.7, 0.99})
  void aBrokenStructureIsSignedAndNotVerifiableNeverUnsigned(double part) {
    byte[] clear = Sealing.signed(MAIL, alice);
    byte[] signature = Cms.signature(clear);
    byte[] structure = Cms.structure(opaque(MAIL, alice));
    for (byte[] mail :
        List.of(
            Cms.withSignature(clear, cut(signature, part)),
            Cms.mail("signed-data", cut(structure, part)))) {
      Verdict verdict = Sealing.open(mail).verdict();
      assertThat(verdict.layers()).singleElement().isInstanceOf(Layer.Unreadable.class);
      assertThat(verdict.result()).isEqualTo(SmimeResult.PERMERROR);
    }
  }

  private static OpenOptions knowing(List<X509Certificate> certificates) {
    return Sealing.with(KeySource.none())
        .withExtras(new OpenOptions.Extras(certificates, List.of(), List.of(), Optional.empty()));
  }

  private static byte[] cut(byte[] octets, double part) {
    return Arrays.copyOf(octets, (int) (octets.length * part));
  }
}
