package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.SimpleAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Attributes that AuthEnvelopedData authenticates beside its content (RFC 5083, 2). */
class AuthenticatedAttributesTest {
  private static final byte[] ENTITY = Sealing.entity(TestMails.plain());

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  private AuthEnvelopedData sealed() throws Exception {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    generator.setAuthenticatedAttributeGenerator(
        new SimpleAttributeTableGenerator(
            new AttributeTable(
                new DERSet(
                    new ASN1Encodable[] {
                      new Attribute(
                          CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)),
                      note("1.3.6.1.4.1.99999.1"),
                      note("1.3.6.1.4.1.99999.2")
                    }))));
    generator.addRecipientInfoGenerator(
        new JceKeyTransRecipientInfoGenerator(bob.certificate()).setProvider(PostQuantumPeople.BC));
    OutputAEADEncryptor encryptor =
        (OutputAEADEncryptor)
            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                .setProvider(PostQuantumPeople.BC)
                .build();
    return AuthEnvelopedData.getInstance(
        generator
            .generate(new CMSProcessableByteArray(ENTITY), encryptor)
            .toASN1Structure()
            .getContent());
  }

  private static Attribute note(String type) {
    return new Attribute(
        new ASN1ObjectIdentifier(type), new DERSet(new DEROctetString(Sealing.octets("a note"))));
  }

  private Sealing.Opened open(AuthEnvelopedData data, List<ASN1Encodable> attributes)
      throws Exception {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(data.getVersion());
    fields.add(data.getRecipientInfos());
    fields.add(data.getAuthEncryptedContentInfo());
    fields.add(new BERTaggedObject(false, 1, new BERSet(attributes.toArray(ASN1Encodable[]::new))));
    fields.add(data.getMac());
    byte[] ber =
        new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, new BERSequence(fields))
            .getEncoded();
    return Sealing.open(Cms.mail("authEnveloped-data", ber), bob);
  }

  /** The same in BER: indefinite lengths, strings in pieces. */
  private static ASN1Encodable inBer(ASN1Encodable encoded) {
    Attribute attribute = Attribute.getInstance(encoded);
    ASN1Encodable value = attribute.getAttrValues().getObjectAt(0);
    ASN1Encodable pieces =
        value instanceof DEROctetString string ? new BEROctetString(string.getOctets()) : value;
    return new BERSequence(new ASN1Encodable[] {attribute.getAttrType(), new BERSet(pieces)});
  }

  @Test
  void attributesInAnyOrderAndEncodingAreAuthenticatedInDer() throws Exception {
    AuthEnvelopedData data = sealed();
    ASN1Set attributes = data.getAuthAttrs();
    List<ASN1Encodable> given = new ArrayList<>(List.of(attributes.toArray()));
    assertThat(open(data, given).content()).isEqualTo(ENTITY);
    Collections.reverse(given);
    assertThat(open(data, given).content()).isEqualTo(ENTITY);
    given.replaceAll(AuthenticatedAttributesTest::inBer);
    assertThat(open(data, given).content()).isEqualTo(ENTITY);
  }

  @Test
  void anAttributeThatWasTakenAwayOrAddedReleasesNothing() throws Exception {
    AuthEnvelopedData data = sealed();
    List<ASN1Encodable> given = List.of(data.getAuthAttrs().toArray());
    List<ASN1Encodable> more = new ArrayList<>(given);
    more.add(note("1.3.6.1.4.1.99999.3"));
    for (List<ASN1Encodable> forged : List.of(given.subList(1, given.size()), more)) {
      assertThat(open(data, forged).encrypted().decryption())
          .isEqualTo(new Layer.Decryption.Failed());
    }
  }
}
