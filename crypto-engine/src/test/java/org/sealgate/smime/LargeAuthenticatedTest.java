package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Layer.Decryption;

/**
 * AuthEnvelopedData of foreign make, on both sides of the sizes from which it streams: 1 MiB, and
 * 16 MiB where native code opens it.
 */
class LargeAuthenticatedTest {
  private static final String AES = "2.16.840.1.101.3.4.1.";
  private static final BouncyCastleProvider FOREIGN = new BouncyCastleProvider();

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  @ParameterizedTest(name = "{0}, {2} octets, attributes: {3}")
  @CsvSource({
    "AES-128-CCM, 7, 1000, true",
    "AES-128-CCM, 7, 1048576, false",
    "AES-192-CCM, 27, 1048577, true",
    "AES-256-CCM, 47, 3000000, false",
    "AES-256-CCM, 47, 3000015, true",
    "AES-128-GCM, 6, 1048576, true",
    "AES-256-GCM, 46, 3000000, true",
    "AES-256-GCM, 46, 17000000, true"
  })
  void isReleasedWhereItsTagVerifiesAndNowhereElse(
      String name, String oid, int octets, boolean attributes) throws Exception {
    byte[] entity = Sealing.entity(TestMails.ofSize(octets));
    byte[] der = sealed(entity, new ASN1ObjectIdentifier(AES + oid), attributes);
    Sealing.Opened whole = Sealing.open(Cms.mail("authEnveloped-data", der), bob);
    assertThat(whole.encrypted().cipher()).isEqualTo(name);
    assertThat(whole.content()).isEqualTo(entity);
    for (int position : new int[] {-1, -60}) {
      byte[] mail = Cms.mail("authEnveloped-data", Cms.inverted(der, position));
      Sealing.Opened broken = Sealing.open(mail, bob);
      assertThat(broken.encrypted().decryption()).isEqualTo(new Decryption.Failed());
      assertThat(broken.message()).isEqualTo(mail);
    }
  }

  private byte[] sealed(byte[] entity, ASN1ObjectIdentifier cipher, boolean attributes)
      throws Exception {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(bob.certificate()));
    if (attributes) {
      AttributeTable table =
          new AttributeTable(new DERSet())
              .add(CMSAttributes.messageDigest, new DEROctetString(new byte[20]));
      generator.setAuthenticatedAttributeGenerator(any -> table);
    }
    OutputAEADEncryptor encryptor =
        (OutputAEADEncryptor)
            new JceCMSContentEncryptorBuilder(cipher).setProvider(FOREIGN).build();
    return generator
        .generate(new CMSProcessableByteArray(entity), encryptor)
        .toASN1Structure()
        .getEncoded("DER");
  }
}
