package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;

/** Digests in structures that say little, and under identifiers that are seldom seen. */
class DigestsTest {
  private static final byte[] ENTITY = Sealing.entity(TestMails.plain());

  /** RFC 5652, 7. */
  private static byte[] digested(byte[] digest) throws Exception {
    ASN1Encodable data =
        new DERSequence(
            new ASN1Encodable[] {
              new ASN1Integer(0),
              new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
              new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(ENTITY)),
              new DEROctetString(digest)
            });
    return Cms.mail(
        "digested-data", new ContentInfo(CMSObjectIdentifiers.digestedData, data).getEncoded());
  }

  @Test
  void contentThatHasNotItsDigestIsSaidToBeDamaged() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(ENTITY);
    Sealing.Opened whole = Sealing.open(digested(digest));
    assertThat(Payloads.codes(whole.verdict())).containsExactly("unprotected");
    Sealing.Opened damaged = Sealing.open(digested(Cms.inverted(digest, 3)));
    assertThat(Payloads.codes(damaged.verdict())).containsExactly("unprotected", "digest-mismatch");
    for (Sealing.Opened opened : Arrays.asList(whole, damaged)) {
      assertThat(opened.content()).isEqualTo(ENTITY);
      assertThat(opened.verdict().result()).isEqualTo(SmimeResult.NONE);
    }
  }

  /** RFC 8702. */
  @ParameterizedTest
  @ValueSource(strings = {"SHAKE128WITHRSAPSS", "SHAKE256WITHRSAPSS"})
  void signaturesWithRsaAndAnExtendableDigestAreVerified(String algorithm) throws Exception {
    assertHolds(TestPki.shared().user("alice@example.org").issue(), algorithm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHAKE128WITHECDSA", "SHAKE256WITHECDSA"})
  void signaturesWithEcdsaAndAnExtendableDigestAreVerified(String algorithm) throws Exception {
    assertHolds(
        TestPki.shared().user("alice@example.org").key(KeyAlgorithm.EC_P384).issue(), algorithm);
  }

  private static void assertHolds(TestIdentity signer, String algorithm) throws Exception {
    byte[] der = ForeignSignatures.by(ENTITY, signer, algorithm);
    Finding integrity = Sealing.open(Cms.mail("signed-data", der)).signer().integrity();
    assertThat(integrity.status()).as(integrity.reason()).isEqualTo(Finding.Status.PASS);
    byte[] bad = Cms.inverted(der, -40);
    assertThat(Sealing.open(Cms.mail("signed-data", bad)).signer().integrity().status())
        .isEqualTo(Finding.Status.FAIL);
  }

  /** RFC 8419, 2.3: Ed448 goes with SHAKE256 under the identifier that carries its length. */
  @Test
  void aDigestThatNamesItsLengthIsVerified() throws Exception {
    TestIdentity signer =
        TestPki.shared().user("alice@example.org").key(KeyAlgorithm.ED448).issue();
    SignOptions opaque = SignOptions.by(Sealing.identity(signer)).asOpaque();
    byte[] ours = Cms.structure(Sealing.signed(TestMails.plain(), opaque));
    SignedData data = SignedData.getInstance(ContentInfo.getInstance(ours).getContent());
    SignerInfo was = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    AlgorithmIdentifier withLength =
        new AlgorithmIdentifier(NISTObjectIdentifiers.id_shake256_len, new ASN1Integer(512));
    SignerInfo named =
        new SignerInfo(
            was.getSID(),
            withLength,
            was.getAuthenticatedAttributes(),
            was.getDigestEncryptionAlgorithm(),
            was.getEncryptedDigest(),
            was.getUnauthenticatedAttributes());
    SignedData changed =
        new SignedData(
            new DERSet(withLength),
            data.getEncapContentInfo(),
            data.getCertificates(),
            null,
            new DERSet(named));
    byte[] der = new ContentInfo(CMSObjectIdentifiers.signedData, changed).getEncoded();
    assertThat(Sealing.open(Cms.mail("signed-data", der)).verdict().result())
        .isEqualTo(SmimeResult.PASS);
  }
}
