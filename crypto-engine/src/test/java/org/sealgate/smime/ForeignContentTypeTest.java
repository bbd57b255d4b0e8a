package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;

/** Only id-data is a mail (RFC 8551, 2.4): a time stamp or a receipt is not read as one. */
class ForeignContentTypeTest {
  private final TestIdentity alice = TestPki.shared().user("alice@example.org").issue();

  private byte[] signed(ASN1ObjectIdentifier type, byte[] content) throws Exception {
    return signed(type, content, true);
  }

  private byte[] signed(ASN1ObjectIdentifier type, byte[] content, boolean enclosed)
      throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .build(
                new JcaContentSignerBuilder("SHA256withRSA").build(alice.privateKey()),
                new JcaX509CertificateHolder(alice.certificate())));
    generator.addCertificate(new JcaX509CertificateHolder(alice.certificate()));
    for (var issuer : alice.chain()) {
      generator.addCertificate(new JcaX509CertificateHolder(issuer));
    }
    return generator.generate(new CMSProcessableByteArray(type, content), enclosed).getEncoded();
  }

  @Test
  void whatWasSignedForAnotherPurposeIsNamedAndNotReadAsAMail() throws Exception {
    byte[] content = Sealing.entity(TestMails.plain());
    byte[] mail = Cms.mail("signed-data", signed(PKCSObjectIdentifiers.id_ct_TSTInfo, content));
    Sealing.Opened opened = Sealing.open(mail);
    assertThat(opened.signer().integrity().status()).isEqualTo(Finding.Status.PASS);
    assertThat(opened.verdict().structure())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo("content-not-mime");
          assertThat(finding.reason()).contains("TSTInfo");
        });
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.POLICY);
    assertThat(opened.content()).isEqualTo(content);
    assertThat(Sealing.text(opened.message())).doesNotContain("the offer is attached");
  }

  @Test
  void aSignatureForAnotherPurposeBesideAMailIsNoSignatureOfTheMail() throws Exception {
    byte[] clear = Sealing.signed(TestMails.plain(), alice);
    byte[] content = Sealing.entity(TestMails.plain());
    byte[] other = signed(PKCSObjectIdentifiers.id_ct_TSTInfo, content, false);
    Sealing.Opened opened = Sealing.open(Cms.withSignature(clear, other));
    assertThat(opened.signer().integrity().status()).isEqualTo(Finding.Status.PASS);
    assertThat(Payloads.codes(opened.verdict())).containsExactly("content-not-mime");
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.POLICY);
    assertThat(opened.content()).isEqualTo(content);
  }

  @Test
  void aLayerInsideOfSuchAContentIsNotOpened() throws Exception {
    byte[] inner = Sealing.entity(Sealing.signed(TestMails.plain(), alice));
    byte[] mail = Cms.mail("signed-data", signed(CMSObjectIdentifiers.authenticatedData, inner));
    Sealing.Opened opened = Sealing.open(mail);
    assertThat(opened.verdict().layers()).hasSize(1);
    assertThat(opened.verdict().structure().getFirst().reason()).contains("AuthenticatedData");
  }

  @Test
  void anUnknownTypeIsNamedByItsIdentifier() throws Exception {
    byte[] mail =
        Cms.mail(
            "signed-data", signed(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), new byte[9]));
    assertThat(Sealing.open(mail).verdict().structure().getFirst().reason())
        .contains("1.3.6.1.4.1.99999.1");
  }
}
