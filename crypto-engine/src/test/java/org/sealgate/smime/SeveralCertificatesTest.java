package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.cert.jcajce.JcaX509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;
import org.sealgate.trust.TrustStore;

/** What travels beside a signature: several certificates that its signer may mean, and CRLs. */
class SeveralCertificatesTest {
  private final TestPki pki = TestPki.create();
  private final TestIdentity alice = pki.user("alice@example.org").issue();

  private byte[] signed(boolean byKey, List<TestIdentity> people, List<X509CRL> crls)
      throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    var builder =
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
    var signer = new JcaContentSignerBuilder("SHA256withRSA").build(alice.privateKey());
    byte[] key =
        new JcaX509ExtensionUtils()
            .createSubjectKeyIdentifier(alice.certificate().getPublicKey())
            .getKeyIdentifier();
    generator.addSignerInfoGenerator(
        byKey ? builder.build(signer, key) : builder.build(signer, alice.certificate()));
    for (TestIdentity person : people) {
      generator.addCertificate(new JcaX509CertificateHolder(person.certificate()));
    }
    generator.addCertificate(new JcaX509CertificateHolder(alice.chain().getFirst()));
    for (X509CRL crl : crls) {
      generator.addCRL(new JcaX509CRLHolder(crl));
    }
    byte[] content = Sealing.entity(TestMails.plain());
    return Cms.mail(
        "signed-data", generator.generate(new CMSProcessableByteArray(content), true).getEncoded());
  }

  private Sealing.Opened open(byte[] mail) {
    return Sealing.open(mail, Sealing.with(KeySource.none(), pki));
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> other = new ArrayList<>(list);
    Collections.reverse(other);
    return other;
  }

  @Test
  void ofARenewedAndAnExpiredCertificateOfOneKeyTheRenewedOneCounts() throws Exception {
    TestIdentity old =
        pki.user("alice@example.org").sameKeyAs(alice).validYears(2017, 2018).issue();
    List<TestIdentity> both = List.of(old, alice);
    for (List<TestIdentity> order : List.of(both, reversed(both))) {
      Sealing.Opened opened = open(signed(true, order, List.of()));
      assertThat(opened.signer().certificate().orElseThrow().x509()).isEqualTo(alice.certificate());
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
    }
    assertThat(open(signed(true, List.of(old), List.of())).verdict().result())
        .isEqualTo(SmimeResult.FAIL);
  }

  @Test
  void ofTwoCertificatesWithOneSerialNumberTheOneWhoseKeySignedIsTheSigners() throws Exception {
    TestIdentity twin = pki.user("mallory@example.com").sameIssuerAndSerialAs(alice).issue();
    List<TestIdentity> both = List.of(twin, alice);
    for (List<TestIdentity> order : List.of(both, reversed(both))) {
      Sealing.Opened opened = open(signed(false, order, List.of()));
      assertThat(opened.signer().certificate().orElseThrow().x509()).isEqualTo(alice.certificate());
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
    }
    Sealing.Opened alone = open(signed(false, List.of(twin), List.of()));
    assertThat(alone.signer().integrity().code()).isEqualTo("signature-invalid");
  }

  @Test
  void amongALotOfCertificatesOfOneNameOnlyTheFirstFewAreTried() throws Exception {
    List<TestIdentity> many =
        Stream.concat(
                Stream.generate(
                        () -> pki.user("mallory@example.com").sameIssuerAndSerialAs(alice).issue())
                    .limit(8),
                Stream.of(alice))
            .toList();
    assertThat(open(signed(false, many, List.of())).signer().integrity().code())
        .isEqualTo("signature-invalid");
    assertThat(open(signed(false, many.subList(1, many.size()), List.of())).verdict().result())
        .isEqualTo(SmimeResult.PASS);
  }

  /** RFC 8550, 4.1: agents must recognise CRLs in received messages. */
  @Test
  void aCrlThatComesWithTheMailRevokes() throws Exception {
    Instant then = Instant.now().minusSeconds(3600);
    X509CRL revoking = pki.crl().revoke(alice.certificate(), then, 1).issue();
    Sealing.Opened opened = open(signed(false, List.of(alice), List.of(revoking)));
    assertThat(opened.signer().revocation().code()).isEqualTo("revoked");
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
  }

  @Test
  void aCrlThatComesWithTheMailAnswersForTheSignerAndNotForOthers() throws Exception {
    X509CRL clean = pki.crl().issue();
    X509CRL above = pki.crl(pki.root()).issue();
    assertThat(
            open(signed(false, List.of(alice), List.of(clean, above))).signer().revocation().code())
        .isEqualTo("not-revoked");
    assertThat(open(signed(false, List.of(alice), List.of(clean))).signer().revocation().code())
        .isEqualTo("unknown");
  }

  @Test
  void anOlderCrlThatComesWithTheMailDoesNotHideARevocationThatIsKnown() throws Exception {
    Instant then = Instant.now().minusSeconds(60);
    X509CRL known = pki.crl().number(2).revoke(alice.certificate(), then, 1).issue();
    List<X509CRL> brought = List.of(pki.crl().issue(), pki.crl(pki.root()).issue());
    OpenOptions plain = Sealing.with(KeySource.none(), pki);
    TrustStore trust = plain.trust().withCrls(List.of(known));
    OpenOptions knowing = new OpenOptions(plain.keys(), trust, plain.time());
    byte[] mail = signed(false, List.of(alice), brought);
    assertThat(Sealing.open(mail, knowing).signer().revocation().code()).isEqualTo("revoked");
  }

  @Test
  void aCrlThatAStrangerMadeSaysNothing() throws Exception {
    TestPki strangers = TestPki.create();
    TestIdentity impostor =
        strangers.authority("Impostor", KeyAlgorithm.RSA_2048, strangers.root());
    X509CRL forged = strangers.crl(impostor).revoke(alice.certificate(), Instant.now(), 1).issue();
    Sealing.Opened opened = open(signed(false, List.of(alice), List.of(forged)));
    assertThat(opened.signer().revocation().code()).isEqualTo("unknown");
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.PASS);
  }
}
