package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.mail.TestMail;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;

/** Promise 6: what we sign arrives as signed, whatever mail it was. */
class SigningTest {
  private static final TestPki PKI = TestPki.shared();
  private static final TestIdentity ALICE = PKI.user("alice@example.org").issue();
  private static final TestIdentity BOB = PKI.user("bob@example.net").issue();

  static Stream<TestMail> mails() {
    return TestMails.all();
  }

  static Stream<TestMail> canonicalMails() {
    return TestMails.canonical();
  }

  @ParameterizedTest
  @MethodSource("canonicalMails")
  void aCanonicalMailIsSealedAsItIs(TestMail mail) {
    byte[] entity = Sealing.entity(mail.bytes());
    SignOptions clear = SignOptions.by(Sealing.identity(ALICE));
    byte[] sealed =
        Written.by(out ->
            Sealing.ENGINE.signAndEncrypt(
                Octets.of(mail.bytes()), clear, Sealing.encryption(BOB), out));
    for (byte[] each :
        List.of(
            Sealing.signed(mail.bytes(), clear),
            Sealing.signed(mail.bytes(), clear.asOpaque()),
            Sealing.encrypted(mail.bytes(), BOB),
            Sealing.encrypted(mail.bytes(), Profile.MODERN, BOB),
            sealed)) {
      assertThat(Sealing.open(each, BOB).content()).isEqualTo(entity);
    }
  }

  @ParameterizedTest
  @MethodSource("mails")
  void everyMailIsSignedInLinesThatEveryServerCarries(TestMail mail) {
    String signed = Sealing.text(Sealing.entity(Sealing.signed(mail.bytes(), ALICE)));
    assertThat(signed.chars()).allMatch(octet -> octet > 0 && octet < 0x80);
    assertThat(signed.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(signed.split("\r\n")).allMatch(line -> line.length() <= 998);
    SignerVerdict signer = Sealing.open(Sealing.octets(signed), BOB).signer();
    assertThat(signer.integrity().status()).isEqualTo(Finding.Status.PASS);
  }

  @ParameterizedTest
  @MethodSource("mails")
  void opensslVerifiesEveryMailThatIsSigned(TestMail mail) {
    Tools.require("openssl");
    try (OpensslAgent openssl = OpensslAgent.start()) {
      Verification verification = openssl.verify(Sealing.signed(mail.bytes(), ALICE), PKI.anchor());
      assertThat(verification.good()).as(verification.report()).isTrue();
    }
  }

  @Test
  void theSameMailIsSignedToTheSameOctetsAtTheSameTime() {
    Clock fixed = Clock.fixed(Instant.parse("2026-04-14T07:30:00Z"), ZoneOffset.UTC);
    SmimeEngine engine = SmimeEngine.create(Crypto.preferred(), fixed);
    SignOptions opaque = SignOptions.by(Sealing.identity(ALICE)).asOpaque();
    Octets mail = Octets.of(TestMails.plain());
    assertThat(Written.by(out -> engine.sign(mail, opaque, out)))
        .isEqualTo(Written.by(out -> engine.sign(mail, opaque, out)));
  }

  @Test
  void signerAndIntermediatesTravelAndTheRootStaysAtHome() throws Exception {
    CMSSignedData signature =
        new CMSSignedData(Cms.signature(Sealing.signed(TestMails.plain(), ALICE)));
    List<byte[]> sent =
        signature.getCertificates().getMatches(null).stream().map(SigningTest::encoded).toList();
    assertThat(sent).hasSize(1 + ALICE.chain().size());
    assertThat(sent)
        .anyMatch(each -> Arrays.equals(each, ALICE.certificateDer()))
        .noneMatch(each -> Arrays.equals(each, PKI.root().certificateDer()));
  }

  @Test
  void theCertificateForAnswersTravelsToo() {
    SignOptions options =
        SignOptions.by(Sealing.identity(ALICE))
            .answeredTo(List.of(MailCertificate.of(BOB.certificate())));
    Sealing.Opened opened = Sealing.open(Sealing.signed(TestMails.plain(), options));
    assertThat(((Layer.Signed) opened.layer()).certificates())
        .contains(MailCertificate.of(BOB.certificate()));
  }

  private static byte[] encoded(org.bouncycastle.cert.X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
