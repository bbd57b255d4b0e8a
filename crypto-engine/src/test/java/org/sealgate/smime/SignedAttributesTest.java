package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Signed attributes in forms that other programs and attackers give them. */
class SignedAttributesTest {
  private static final byte[] ENTITY = Sealing.entity(TestMails.plain());

  private final TestPki pki = TestPki.shared();
  private final TestIdentity alice = pki.user("alice@example.org").issue();
  private final X509Certificate own = alice.certificate();
  private final X509Certificate other = pki.user("bob@example.net").issue().certificate();

  private static ASN1Encodable second(X509Certificate certificate) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return new SigningCertificateV2(new ESSCertIDv2(hash));
  }

  private static Attribute secondVersion(ASN1Encodable... values) {
    return attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, values);
  }

  private static Attribute firstVersion(X509Certificate certificate) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
    return attribute(
        PKCSObjectIdentifiers.id_aa_signingCertificate,
        new SigningCertificate(new ESSCertID(hash)));
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    return new Attribute(type, new DERSet(values));
  }

  private Finding integrity(Attribute... attributes) throws Exception {
    AttributeTable table = new AttributeTable(new DERSet(attributes));
    byte[] der = ForeignSignatures.signed(ENTITY, alice, "SHA256withRSA", table);
    return Sealing.open(Cms.mail("signed-data", der)).signer().integrity();
  }

  /** RFC 5035, 3: one attribute, one value; with two, each reader would look at another. */
  @Test
  void aSigningCertificateThatIsNamedTwiceIsRefused() throws Exception {
    for (Finding finding :
        List.of(
            integrity(secondVersion(second(own)), secondVersion(second(other))),
            integrity(secondVersion(second(other)), secondVersion(second(other))),
            integrity(secondVersion(second(own), second(other))),
            integrity(secondVersion()),
            integrity(firstVersion(own), firstVersion(other)))) {
      assertThat(finding.code()).isEqualTo("attributes-malformed");
      assertThat(finding.status()).isEqualTo(Finding.Status.FAIL);
    }
  }

  /** RFC 5035, 5: both versions are looked at, each by itself. */
  @Test
  void eachVersionOfTheSigningCertificateHasToNameTheSigner() throws Exception {
    assertThat(integrity(secondVersion(second(own)), firstVersion(own)).status())
        .isEqualTo(Finding.Status.PASS);
    assertThat(integrity(secondVersion(second(own)), firstVersion(other)).code())
        .isEqualTo("certificate-mismatch");
    assertThat(integrity(secondVersion(second(other)), firstVersion(own)).code())
        .isEqualTo("certificate-mismatch");
  }

  /** RFC 5652, 5.4: what is signed is the DER encoding, whatever the message has. */
  @Test
  void attributesOfIndefiniteLengthWithStringsInPiecesAreVerifiedInDer() throws Exception {
    AttributeTable table = new AttributeTable(new DERSet(secondVersion(second(own))));
    byte[] der = ForeignSignatures.signed(ENTITY, alice, "SHA256withRSA", table);
    byte[] ber = withAttributesInBer(der);
    assertThat(ber.length).isGreaterThan(der.length);
    assertThat(Sealing.open(Cms.mail("signed-data", ber)).signer().integrity().status())
        .isEqualTo(Finding.Status.PASS);
    int digest = Sealing.text(ber).indexOf(Sealing.text(new byte[] {0x24, (byte) 0x80, 4, 32}));
    byte[] changed = Cms.inverted(ber, digest + 10);
    assertThat(Sealing.open(Cms.mail("signed-data", changed)).signer().integrity().status())
        .isEqualTo(Finding.Status.FAIL);
  }

  private static byte[] withAttributesInBer(byte[] der) throws Exception {
    SignedData data = SignedData.getInstance(ContentInfo.getInstance(der).getContent());
    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(signer.getVersion());
    fields.add(signer.getSID());
    fields.add(signer.getDigestAlgorithm());
    fields.add(new BERTaggedObject(false, 0, ber(signer.getAuthenticatedAttributes())));
    fields.add(signer.getDigestEncryptionAlgorithm());
    fields.add(signer.getEncryptedDigest());
    SignedData changed =
        new SignedData(
            data.getDigestAlgorithms(),
            data.getEncapContentInfo(),
            data.getCertificates(),
            null,
            new BERSet(new BERSequence(fields)));
    return new ContentInfo(CMSObjectIdentifiers.signedData, changed).getEncoded();
  }

  /** The same in BER: all lengths indefinite, strings in pieces, sets in another order. */
  private static ASN1Encodable ber(ASN1Encodable value) {
    return switch (value.toASN1Primitive()) {
      case ASN1Set set ->
          new BERSet(children(set.toArray()).reversed().toArray(ASN1Encodable[]::new));
      case ASN1Sequence sequence ->
          new BERSequence(children(sequence.toArray()).toArray(ASN1Encodable[]::new));
      case ASN1OctetString string -> new BEROctetString(string.getOctets());
      default -> value;
    };
  }

  private static List<ASN1Encodable> children(ASN1Encodable[] values) {
    List<ASN1Encodable> children = new ArrayList<>();
    for (ASN1Encodable value : values) {
      children.add(ber(value));
    }
    return children;
  }

  /** RFC 6211: what would verify with other algorithms was not meant so. */
  @Test
  void algorithmsThatTheSignerDidNotMeanAreRefused() throws Exception {
    byte[] der = ForeignSignatures.by(ENTITY, alice, "SHA256withRSA");
    AlgorithmIdentifier digest = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    AlgorithmIdentifier scheme =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    AlgorithmIdentifier ofKey =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    AlgorithmIdentifier withNull =
        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    AlgorithmIdentifier bare =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption);
    assertThat(integrityWith(der, digest, scheme).code()).isEqualTo("signature-valid");
    assertThat(integrityWith(der, withNull, bare).code()).isEqualTo("signature-valid");
    assertThat(integrityWith(der, digest, ofKey).code()).isEqualTo("algorithm-mismatch");
    assertThat(integrityWith(der, digest, ofKey).status()).isEqualTo(Finding.Status.FAIL);
  }

  private static Finding integrityWith(
      byte[] der, AlgorithmIdentifier digest, AlgorithmIdentifier scheme) throws Exception {
    SignedData data = SignedData.getInstance(ContentInfo.getInstance(der).getContent());
    SignerInfo was = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    SignerInfo signer =
        new SignerInfo(
            was.getSID(),
            digest,
            was.getAuthenticatedAttributes(),
            scheme,
            was.getEncryptedDigest(),
            was.getUnauthenticatedAttributes());
    SignedData changed =
        new SignedData(
            data.getDigestAlgorithms(),
            data.getEncapContentInfo(),
            data.getCertificates(),
            null,
            new DERSet(signer));
    byte[] encoded = new ContentInfo(CMSObjectIdentifiers.signedData, changed).getEncoded();
    return Sealing.open(Cms.mail("signed-data", encoded)).signer().integrity();
  }
}
