package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.Secret;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Promise 7 where the parameters of an algorithm ask for too much. */
class HostileAlgorithmTest {
  private static final ASN1ObjectIdentifier CAST5 =
      new ASN1ObjectIdentifier("1.2.840.113533.7.66.10");
  private static final ASN1ObjectIdentifier KEY_DERIVATION =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.31");

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  @ParameterizedTest
  @ValueSource(ints = {-8, 0, 7, 136, Integer.MAX_VALUE})
  void aKeyOfImpossibleLengthIsRefused(int bits) {
    ASN1Encodable parameters =
        new DERSequence(
            new ASN1Encodable[] {new DEROctetString(new byte[8]), new ASN1Integer(bits)});
    assertMalformed(new AlgorithmIdentifier(CAST5, parameters));
  }

  @Test
  void derivationsOfDerivationsAreRefused() {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(KEY_DERIVATION);
    for (int i = 0; i < 40; i++) {
      algorithm = new AlgorithmIdentifier(KEY_DERIVATION, algorithm);
    }
    assertMalformed(algorithm);
  }

  private void assertMalformed(AlgorithmIdentifier algorithm) {
    byte[] sealed = Cms.structure(Sealing.encrypted(TestMails.plain(), bob));
    byte[] der = with(algorithm, recipients(sealed));
    assertThat(Sealing.open(Cms.mail("enveloped-data", der), bob).layer())
        .isInstanceOfSatisfying(
            Layer.Unreadable.class,
            layer -> assertThat(layer.problem().code()).isEqualTo("malformed"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 1 << 28, 129, 0, -1})
  void aKeyDerivedFromAPasswordIsNotLongerThanAnyKeyIs(int octets) {
    AlgorithmIdentifier derivation =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_PBKDF2,
            new DERSequence(
                new ASN1Encodable[] {
                  new DEROctetString(new byte[8]),
                  new ASN1Integer(1),
                  new ASN1Integer(BigInteger.valueOf(octets))
                }));
    AlgorithmIdentifier cipher =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.RC2_CBC, new RC2CBCParameter(58, new byte[8]));
    RecipientInfo recipient =
        new RecipientInfo(
            new PasswordRecipientInfo(
                derivation,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_alg_PWRI_KEK, cipher),
                new DEROctetString(new byte[24])));
    AlgorithmIdentifier content =
        new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("2.16.840.1.101.3.4.1.2"), new DEROctetString(new byte[16]));
    OpenOptions.Extras password =
        new OpenOptions.Extras(
            List.of(), List.of(Secret.of("secret")), List.of(), Optional.empty());
    Sealing.Opened opened =
        Sealing.open(
            Cms.mail("enveloped-data", with(content, new DERSet(recipient))),
            Sealing.with(KeySource.none()).withExtras(password));
    assertThat(opened.encrypted().decryption()).isEqualTo(new Layer.Decryption.Failed());
  }

  private static ASN1Set recipients(byte[] der) {
    return EnvelopedData.getInstance(ContentInfo.getInstance(der).getContent()).getRecipientInfos();
  }

  private static byte[] with(AlgorithmIdentifier algorithm, ASN1Set recipients) {
    EncryptedContentInfo content =
        new EncryptedContentInfo(
            CMSObjectIdentifiers.data, algorithm, new DEROctetString(new byte[32]));
    EnvelopedData enveloped = new EnvelopedData(null, recipients, content, (ASN1Set) null);
    return Written.by(out ->
        out.write(new ContentInfo(CMSObjectIdentifiers.envelopedData, enveloped).getEncoded()));
  }
}
