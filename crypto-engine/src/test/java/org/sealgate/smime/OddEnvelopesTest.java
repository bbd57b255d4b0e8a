package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;

/** Encrypted mail as programs write it that read the standard in another way, or against it. */
class OddEnvelopesTest {
  private static final byte[] MAIL = TestMails.plain();

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  private byte[] sealed(Profile profile) {
    return Cms.structure(Sealing.encrypted(MAIL, profile, bob));
  }

  /** RFC 8017, A.1 demands NULL; some leave it away. */
  @Test
  void rsaEncryptionWithoutParametersIsOpened() throws Exception {
    EnvelopedData sealed =
        EnvelopedData.getInstance(
            ContentInfo.getInstance(sealed(Profile.OUTLOOK_SAFE)).getContent());
    KeyTransRecipientInfo own =
        KeyTransRecipientInfo.getInstance(
            RecipientInfo.getInstance(sealed.getRecipientInfos().getObjectAt(0)).getInfo());
    AlgorithmIdentifier bare =
        new AlgorithmIdentifier(own.getKeyEncryptionAlgorithm().getAlgorithm());
    RecipientInfo recipient =
        new RecipientInfo(
            new KeyTransRecipientInfo(own.getRecipientIdentifier(), bare, own.getEncryptedKey()));
    EnvelopedData without =
        new EnvelopedData(
            null, new DERSet(recipient), sealed.getEncryptedContentInfo(), (ASN1Set) null);
    byte[] der = new ContentInfo(CMSObjectIdentifiers.envelopedData, without).getEncoded();
    assertThat(Sealing.open(Cms.mail("enveloped-data", der), bob).verdict().decrypted()).isTrue();
  }

  /** Old versions of Bouncy Castle wrote it: without its tag, GCM is a cipher anybody can bend. */
  @Test
  void gcmWithoutItsTagIsRefusedByName() throws Exception {
    AuthEnvelopedData sealed = authenticated(sealed(Profile.BSI));
    EnvelopedData enveloped =
        new EnvelopedData(
            null, sealed.getRecipientInfos(), sealed.getAuthEncryptedContentInfo(), (ASN1Set) null);
    byte[] der = new ContentInfo(CMSObjectIdentifiers.envelopedData, enveloped).getEncoded();
    Sealing.Opened opened = Sealing.open(Cms.mail("enveloped-data", der), bob);
    assertThat(opened.layer())
        .isInstanceOfSatisfying(
            Layer.Unreadable.class,
            layer -> {
              assertThat(layer.problem().code()).isEqualTo("unsupported");
              assertThat(layer.problem().reason()).contains("GCM", "EnvelopedData");
            });
  }

  /** CVE-2026-12802: a tag of a few bits is soon guessed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 8, 11})
  void aShortTagIsRefusedWhateverTheParametersSay(int octets) throws Exception {
    AuthEnvelopedData sealed = authenticated(sealed(Profile.BSI));
    byte[] tag = Arrays.copyOf(sealed.getMac().getOctets(), octets);
    for (int said : new int[] {octets, 16}) {
      Sealing.Opened opened = Sealing.open(withTag(sealed, said, tag), bob);
      assertThat(opened.content()).isNotEqualTo(Sealing.entity(MAIL));
      assertThat(opened.verdict().layers())
          .noneMatch(layer ->
              layer instanceof Layer.Encrypted encrypted
                  && encrypted.decryption() instanceof Layer.Decryption.Decrypted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14, 15, 16})
  void aTagOfTheLengthThatTheParametersSayIsTaken(int octets) throws Exception {
    AuthEnvelopedData sealed = authenticated(sealed(Profile.BSI));
    byte[] tag = Arrays.copyOf(sealed.getMac().getOctets(), octets);
    assertThat(Sealing.open(withTag(sealed, octets, tag), bob).verdict().decrypted()).isTrue();
    assertThat(
            Sealing.open(withTag(sealed, octets, Cms.inverted(tag, -1)), bob).verdict().decrypted())
        .isFalse();
  }

  private static AuthEnvelopedData authenticated(byte[] der) {
    return AuthEnvelopedData.getInstance(ContentInfo.getInstance(der).getContent());
  }

  /** GCM truncates its tag: the same content has one of every length (NIST SP 800-38D, 5.2.1.2). */
  private static byte[] withTag(AuthEnvelopedData sealed, int said, byte[] tag) throws Exception {
    EncryptedContentInfo content = sealed.getAuthEncryptedContentInfo();
    ASN1Sequence was =
        ASN1Sequence.getInstance(content.getContentEncryptionAlgorithm().getParameters());
    ASN1Encodable parameters =
        new DERSequence(
            new ASN1Encodable[] {
              ASN1OctetString.getInstance(was.getObjectAt(0)), new ASN1Integer(said)
            });
    EncryptedContentInfo changed =
        new EncryptedContentInfo(
            content.getContentType(),
            new AlgorithmIdentifier(
                content.getContentEncryptionAlgorithm().getAlgorithm(), parameters),
            content.getEncryptedContent());
    AuthEnvelopedData data =
        new AuthEnvelopedData(
            null, sealed.getRecipientInfos(), changed, null, new DEROctetString(tag), null);
    byte[] der = new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data).getEncoded();
    return Cms.mail("authEnveloped-data", der);
  }

  /** RFC 9629, 3: kekLength and the key wrap have to agree. */
  @Test
  void anEncapsulatedKeyWhoseLengthDisagreesWithItsWrapLooksLikeAnyFailure() throws Exception {
    Identity quantum = PostQuantumPeople.with("ML-KEM-768", "bob@example.net");
    EncryptOptions options =
        new EncryptOptions(PostQuantumPeople.certificates(quantum), Profile.PQ_HYBRID);
    byte[] mail = Written.by(out -> Sealing.ENGINE.encrypt(Octets.of(MAIL), options, out));
    byte[] der = Cms.structure(mail);
    byte[] wrap = new DERSequence(NISTObjectIdentifiers.id_aes256_wrap).getEncoded();
    String said = Sealing.text(new byte[] {2, 1, 32}) + Sealing.text(wrap);
    String other = Sealing.text(new byte[] {2, 1, 16}) + Sealing.text(wrap);
    assertThat(Sealing.text(der)).contains(said);
    byte[] changed = Sealing.octets(Sealing.text(der).replace(said, other));
    OpenOptions keys = Sealing.with(KeySource.of(List.of(quantum)));
    assertThat(Sealing.open(mail, keys).verdict().decrypted()).isTrue();
    assertThat(Sealing.open(Cms.mail("authEnveloped-data", changed), keys).encrypted().decryption())
        .isEqualTo(new Layer.Decryption.Failed());
  }

  /** RFC 5652, 6.1 lets the content come by another way; nothing is not what was encrypted. */
  @Test
  void anEnvelopeWithoutItsContentIsNotAnEmptyMail() throws Exception {
    EnvelopedData sealed =
        EnvelopedData.getInstance(
            ContentInfo.getInstance(sealed(Profile.OUTLOOK_SAFE)).getContent());
    EncryptedContentInfo content = sealed.getEncryptedContentInfo();
    Sealing.Opened absent = Sealing.open(withContent(sealed, null), bob);
    assertThat(absent.layer())
        .isInstanceOfSatisfying(
            Layer.Unreadable.class,
            layer -> assertThat(layer.problem().code()).isEqualTo("malformed"));
    assertThat(absent.verdict().result()).isEqualTo(Verdict.SmimeResult.PERMERROR);
    // Not even a block of padding (RFC 5652, 6.3).
    byte[] empty = withContent(sealed, new DEROctetString(new byte[0]));
    assertThat(Sealing.open(empty, bob).encrypted().decryption())
        .isEqualTo(new Layer.Decryption.Failed());
    byte[] whole = withContent(sealed, content.getEncryptedContent());
    assertThat(Sealing.open(whole, bob).verdict().decrypted()).isTrue();
  }

  private static byte[] withContent(EnvelopedData sealed, @Nullable ASN1OctetString ciphertext)
      throws Exception {
    EncryptedContentInfo was = sealed.getEncryptedContentInfo();
    EncryptedContentInfo changed =
        new EncryptedContentInfo(
            was.getContentType(), was.getContentEncryptionAlgorithm(), ciphertext);
    EnvelopedData data =
        new EnvelopedData(null, sealed.getRecipientInfos(), changed, (ASN1Set) null);
    byte[] der = new ContentInfo(CMSObjectIdentifiers.envelopedData, data).getEncoded();
    return Cms.mail("enveloped-data", der);
  }
}
