package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.MailText;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Layer.Decryption;

/** Promise 5, and what is met by those who open other people's mail. */
class DecryptingTest {
  private static final byte[] MAIL = TestMails.plain();
  private static final byte[] ENTITY = Sealing.entity(MAIL);

  private final TestPki pki = TestPki.shared();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  @ParameterizedTest
  @ValueSource(ints = {-1, -16, -20, -40})
  void nothingIsReleasedWhereTagOrContentWasTamperedWith(int position) {
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, Profile.MODERN, bob));
    byte[] mail = Cms.mail("authEnveloped-data", Cms.inverted(der, position));
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(opened.encrypted().decryption()).isEqualTo(new Decryption.Failed());
    assertThat(Sealing.text(opened.content())).doesNotContain("offer");
    assertThat(opened.message()).isEqualTo(mail);
  }

  @Test
  void contentWithoutAuthenticationSaysSo() {
    assertThat(Sealing.open(Sealing.encrypted(MAIL, bob), bob).encrypted().authenticated())
        .isFalse();
    byte[] modern = Sealing.encrypted(MAIL, Profile.MODERN, bob);
    assertThat(Sealing.open(modern, bob).encrypted().authenticated()).isTrue();
  }

  @Test
  void wrongKeyAndBrokenPaddingLookAlike() {
    TestIdentity eve = pki.user("eve@example.com").issue();
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, bob));
    KeySource wrong =
        any ->
            List.of(
                new KeySource.DecryptionKey(
                    "eve", MailCertificate.of(eve.certificate()), eve.privateKey()));
    Sealing.Opened wrongKey = Sealing.open(Cms.mail("enveloped-data", der), Sealing.with(wrong));
    // The last octet of the last block but one decides on the length of the padding.
    byte[] broken = Cms.mail("enveloped-data", Cms.inverted(der, -17));
    Sealing.Opened brokenPadding = Sealing.open(broken, bob);
    assertThat(wrongKey.encrypted().decryption()).isEqualTo(new Decryption.Failed());
    assertThat(brokenPadding.encrypted()).isEqualTo(wrongKey.encrypted());
    assertThat(brokenPadding.verdict().structure()).isEqualTo(wrongKey.verdict().structure());
  }

  @Test
  void aKeyIsFoundByTheHashOfItsPublicKeyWhereTheCertificateNamesNone() throws Exception {
    TestIdentity old = pki.user("old@example.net").withoutSubjectKeyIdentifier().issue();
    byte[] key =
        SubjectPublicKeyInfo.getInstance(old.certificate().getPublicKey().getEncoded())
            .getPublicKeyData()
            .getBytes();
    byte[] identifier = MessageDigest.getInstance("SHA-1").digest(key);
    RecipientInfoGenerator recipient =
        new JceKeyTransRecipientInfoGenerator(identifier, old.certificate().getPublicKey());
    assertOpens(Cms.mail("enveloped-data", enveloped(recipient)), old);
  }

  @Test
  void bothKeysAreTriedWhereTwoShareIssuerAndSerialNumber() {
    TestIdentity first = pki.user("twin@example.net").freshKey().issue();
    TestIdentity second =
        pki.user("twin@example.net").freshKey().sameIssuerAndSerialAs(first).issue();
    for (TestIdentity meant : List.of(first, second)) {
      byte[] mail = Sealing.encrypted(MAIL, meant);
      assertOpens(mail, first, second);
      assertOpens(mail, second, first);
    }
  }

  @Test
  void aRenewedCertificateOverTheSameKeyOpensWhatTheOldOneWasNamedIn() {
    TestIdentity old = pki.user("carol@example.net").withoutSubjectKeyIdentifier().issue();
    TestIdentity renewed = pki.user("carol@example.net").sameKeyAs(old).issue();
    assertOpens(Sealing.encrypted(MAIL, renewed, old), old);
    assertOpens(Sealing.encrypted(MAIL, renewed, old), renewed);
  }

  @Test
  void oursIsFoundBehindRecipientsOfUnknownTypes() throws Exception {
    TestIdentity other = pki.user("other@example.net").issue();
    RecipientInfoGenerator unknown =
        key ->
            new RecipientInfo(
                new OtherRecipientInfo(
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), DERNull.INSTANCE));
    byte[] der =
        enveloped(
            unknown,
            unknown,
            new JceKeyTransRecipientInfoGenerator(other.certificate()),
            new JceKeyTransRecipientInfoGenerator(bob.certificate()));
    assertOpens(Cms.mail("enveloped-data", der), bob);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream; name=\"smime.p7m\"",
        "application/x-pkcs7-mime; name=smime.p7m",
        "application/pkcs7-mime",
        "application/pkcs7-mime; smime-type=signed-data"
      })
  void theStructureCountsAndNotWhatTheHeaderCallsIt(String type) {
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, bob));
    assertOpens(Cms.mail(type, der, "\r\n"), bob);
    assertOpens(Cms.mail(type, der, "\n"), bob);
  }

  @Test
  void trailingJunkDoesNotMatter() {
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, bob));
    assertOpens(Cms.mail("enveloped-data", Arrays.copyOf(der, der.length + 7)), bob);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 0.8, 0.99})
  void aTruncatedStructureIsEncryptedAndUnreadableNeverPlain(double part) {
    for (Profile profile : List.of(Profile.DEFAULT, Profile.MODERN)) {
      byte[] der = Cms.structure(Sealing.encrypted(MAIL, profile, bob));
      byte[] cut = Arrays.copyOf(der, (int) (der.length * part));
      byte[] mail = Cms.mail("enveloped-data", cut);
      Sealing.Opened opened = Sealing.open(mail, bob);
      assertThat(opened.layer())
          .satisfiesAnyOf(
              layer -> assertThat(layer).isInstanceOf(Layer.Unreadable.class),
              layer ->
                  assertThat(((Layer.Encrypted) layer).decryption())
                      .isEqualTo(new Decryption.Failed()));
      assertThat(opened.message()).isEqualTo(mail);
    }
  }

  @Test
  void whoItIsAddressedToDoesNotMatter() {
    String sealed = Sealing.text(Sealing.encrypted(MAIL, bob));
    assertOpens(Sealing.octets(sealed.replace("bob@example.net", "all-of-sales@example.com")), bob);
  }

  @Test
  void signaturesOutsideAndInsideAndCompressionAreOpenedLayerByLayer() throws Exception {
    TestIdentity alice = pki.user("alice@example.org").issue();
    byte[] inner = Sealing.signed(MAIL, SignOptions.by(Sealing.identity(alice)).asOpaque());
    byte[] compressed =
        new CMSCompressedDataGenerator()
            .generate(new CMSProcessableByteArray(Sealing.entity(inner)), new ZlibCompressor())
            .getEncoded();
    byte[] triple =
        Sealing.signed(Sealing.encrypted(Cms.mail("compressed-data", compressed), bob), alice);
    Sealing.Opened opened = Sealing.open(triple, bob);
    assertThat(opened.verdict().layers())
        .hasExactlyElementsOfTypes(
            Layer.Signed.class, Layer.Encrypted.class, Layer.Compressed.class, Layer.Signed.class);
    assertThat(opened.content()).isEqualTo(ENTITY);
    assertThat(opened.verdict().result()).isEqualTo(Verdict.SmimeResult.PASS);
  }

  @Test
  void anEncryptedPartAmongOthersIsReportedAndStaysWhatItIs() {
    String part = Sealing.text(Sealing.entity(Sealing.encrypted(MAIL, bob)));
    byte[] mail =
        MailText.mail("Covert")
            .header("Content-Type", "multipart/mixed; boundary=b")
            .octets(
                Sealing.octets(
                    "--b\r\nContent-Type: text/html\r\n\r\n<img src='http://example.com/\r\n--b\r\n"
                        + part
                        + "\r\n--b\r\nContent-Type: text/html\r\n\r\n'>\r\n--b--\r\n"))
            .bytes();
    Sealing.Opened opened = Sealing.open(mail, bob);
    assertThat(opened.verdict().layers()).isEmpty();
    assertThat(opened.verdict().structure()).extracting(Finding::code).contains("encrypted-part");
    assertThat(opened.message()).isEqualTo(mail);
  }

  private static void assertOpens(byte[] mail, TestIdentity... people) {
    Sealing.Opened opened = Sealing.open(mail, people);
    assertThat(opened.encrypted().decryption()).isInstanceOf(Decryption.Decrypted.class);
    assertThat(opened.content()).isEqualTo(ENTITY);
  }

  /** EnvelopedData as Bouncy Castle streams it: BER of indefinite length, in small pieces. */
  private static byte[] enveloped(RecipientInfoGenerator... recipients) throws Exception {
    CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
    generator.setBufferSize(100);
    generator.setBEREncodeRecipients(true);
    Arrays.stream(recipients).forEach(generator::addRecipientInfoGenerator);
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    try (OutputStream out =
        generator.open(der, new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build())) {
      out.write(ENTITY);
    }
    return der.toByteArray();
  }
}
