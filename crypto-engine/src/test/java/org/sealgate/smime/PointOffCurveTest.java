package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealgate.smime.Finding.Status.FAIL;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;

/**
 * Public keys that are no point of their curve, as somebody makes them who wants to learn our key
 * (invalid curve attack) or to end the program: providers meet them with exceptions of their own.
 */
class PointOffCurveTest {
  private static final byte[] MAIL = TestMails.plain();

  static Stream<KeyAlgorithm> curves() {
    return Stream.of(KeyAlgorithm.EC_P256, KeyAlgorithm.EC_P384);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void aSignerWithOneIsNotValidAndTheMailIsStillRead(KeyAlgorithm curve) {
    TestIdentity alice = TestPki.shared().user("alice@example.org").key(curve).issue();
    byte[] signed = Sealing.signed(MAIL, SignOptions.by(Sealing.identity(alice)).asOpaque());
    byte[] forged = offCurve(Cms.structure(signed), point(alice.certificate().getPublicKey()));
    Sealing.Opened opened = Sealing.open(Cms.mail("signed-data", forged));
    assertThat(opened.verdict().result()).isEqualTo(SmimeResult.FAIL);
    assertThat(opened.signer().integrity().status()).isEqualTo(FAIL);
    assertThat(opened.content()).isEqualTo(Sealing.open(signed).content());
  }

  @ParameterizedTest
  @MethodSource("curves")
  void anOriginatorWithOneLooksLikeAnyFailureToDecrypt(KeyAlgorithm curve) {
    TestIdentity bob = TestPki.shared().user("bob@example.net").key(curve).issue();
    // Authenticated: of changed CBC, one in 256 has padding that looks right.
    byte[] der = Cms.structure(Sealing.encrypted(MAIL, Profile.BSI, bob));
    byte[] wrongKey = Cms.mail("authEnveloped-data", offCurve(der, ephemeral(der, bob)));
    byte[] changed = Cms.mail("authEnveloped-data", Cms.inverted(der, -1));
    Layer.Decryption failure = Sealing.open(wrongKey, bob).encrypted().decryption();
    assertThat(failure).isEqualTo(new Layer.Decryption.Failed());
    assertThat(failure).isEqualTo(Sealing.open(changed, bob).encrypted().decryption());
  }

  /** The uncompressed point that ends a SubjectPublicKeyInfo. */
  private static byte[] point(java.security.PublicKey key) {
    byte[] info = key.getEncoded();
    int octets = info.length > 100 ? 97 : 65;
    return Arrays.copyOfRange(info, info.length - octets, info.length);
  }

  /** The originator's point: the first one of the recipient's size that is not the recipient's. */
  private static byte[] ephemeral(byte[] der, TestIdentity recipient) {
    int octets = point(recipient.certificate().getPublicKey()).length;
    byte[] header = {3, (byte) (octets + 1), 0, 4};
    int at = Sealing.text(der).indexOf(Sealing.text(header)) + 3;
    return Arrays.copyOfRange(der, at, at + octets);
  }

  /** The structure with the last octet of y changed wherever the point stands. */
  private static byte[] offCurve(byte[] der, byte[] point) {
    String text = Sealing.text(der);
    String known = Sealing.text(point);
    assertThat(text).contains(known);
    return Sealing.octets(text.replace(known, Sealing.text(Cms.inverted(point, -1))));
  }
}
