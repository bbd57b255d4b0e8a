package org.sealgate.smime;

import java.security.MessageDigest;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.sealgate.fixtures.pki.TestIdentity;

/** Signatures that the engine would not make; of certificates, only the signer's travels along. */
final class ForeignSignatures {
  private ForeignSignatures() {}

  /** With another algorithm. */
  static byte[] by(byte[] entity, TestIdentity signer, String algorithm) throws Exception {
    return signed(entity, signer, algorithm, new AttributeTable(new ASN1EncodableVector()));
  }

  /** With a signing-certificate attribute (RFC 5035) over a certificate. */
  static byte[] naming(byte[] entity, TestIdentity signer, byte[] certificate) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
    Attribute attribute =
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))));
    return signed(entity, signer, "SHA256withRSA", new AttributeTable(new DERSet(attribute)));
  }

  /** With attributes of one's own beside those that have to be there. */
  static byte[] signed(
      byte[] entity, TestIdentity signer, String algorithm, AttributeTable attributes)
      throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
            .build(
                new JcaContentSignerBuilder(algorithm)
                    .setProvider(PostQuantumPeople.BC)
                    .build(signer.privateKey()),
                signer.certificate()));
    generator.addCertificate(new JcaX509CertificateHolder(signer.certificate()));
    return generator.generate(new CMSProcessableByteArray(entity), true).getEncoded();
  }

  /**
   * The signed attributes of a signature, made to look like a content that was signed without any:
   * the signature value is over just these octets.
   */
  static byte[] ofAttributesAsContent(byte[] der) throws Exception {
    CMSSignedData signed = new CMSSignedData(der);
    SignerInformation signer = List.copyOf(signed.getSignerInfos().getSigners()).getFirst();
    SignerInfo old = signer.toASN1Structure();
    SignerInfo forged =
        new SignerInfo(
            old.getSID(),
            old.getDigestAlgorithm(),
            (ASN1Set) null,
            old.getDigestEncryptionAlgorithm(),
            old.getEncryptedDigest(),
            (ASN1Set) null);
    SignedData structure = SignedData.getInstance(ContentInfo.getInstance(der).getContent());
    ContentInfo content =
        new ContentInfo(
            CMSObjectIdentifiers.data, new DEROctetString(signer.getEncodedSignedAttributes()));
    return new ContentInfo(
            CMSObjectIdentifiers.signedData,
            new SignedData(
                structure.getDigestAlgorithms(),
                content,
                structure.getCertificates(),
                null,
                new DERSet(forged)))
        .getEncoded();
  }
}
