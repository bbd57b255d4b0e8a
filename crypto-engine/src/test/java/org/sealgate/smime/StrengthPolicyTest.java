package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestPki;

class StrengthPolicyTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static Finding strength(String digest, String scheme, MailCertificate signer) {
    return StrengthPolicy.DEFAULT.ofSignature(digest, scheme, signer, NOW);
  }

  private static MailCertificate user(KeyAlgorithm key) {
    return MailCertificate.of(
        TestPki.shared().user("alice@example.org").key(key).issue().certificate());
  }

  /** RFC 4056, 3 wants both digests to be one; a forger would choose the weaker. */
  @ParameterizedTest
  @CsvSource({
    "SHA-256, RSASSA-PSS with SHA-256, strong",
    "SHA-256, RSASSA-PSS with SHA-1, weak-algorithm",
    "SHA-1, RSASSA-PSS with SHA-256, weak-algorithm",
    "SHA-256, SHA256withRSA, strong",
    "SHA-256, SHA1withRSA, weak-algorithm",
    "SHA-256, MD5withRSA, weak-algorithm",
  })
  void theDigestOfTheContentAndThatOfTheSchemeBothCount(
      String digest, String scheme, String expected) {
    assertThat(strength(digest, scheme, user(KeyAlgorithm.RSA_2048)).code()).isEqualTo(expected);
  }

  @Test
  void smallKeysOfEveryKindAreWeak() throws Exception {
    assertThat(strength("SHA-256", "SHA256withRSA", user(KeyAlgorithm.RSA_1024)).reason())
        .contains("RSA-1024 is weak");
    KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(1024);
    assertThat(
            strength("SHA-256", "SHA256withDSA", selfSigned(dsa.generateKeyPair(), "DSA")).code())
        .isEqualTo("weak-algorithm");
    AlgorithmParameterSpec curve = new ECGenParameterSpec("secp192r1");
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", PostQuantumPeople.BC);
    ec.initialize(curve);
    assertThat(
            strength("SHA-256", "SHA256withECDSA", selfSigned(ec.generateKeyPair(), "ECDSA"))
                .code())
        .isEqualTo("weak-algorithm");
  }

  @Test
  void keysOfTodayAreStrong() {
    for (KeyAlgorithm key :
        new KeyAlgorithm[] {
          KeyAlgorithm.RSA_2048,
          KeyAlgorithm.RSASSA_PSS_2048,
          KeyAlgorithm.EC_P256,
          KeyAlgorithm.BRAINPOOL_P384R1,
          KeyAlgorithm.ED25519,
          KeyAlgorithm.ED448,
          KeyAlgorithm.DSA_2048
        }) {
      assertThat(strength("SHA-256", "any", user(key)).code()).as(key.name()).isEqualTo("strong");
    }
  }

  private static MailCertificate selfSigned(KeyPair keys, String scheme) throws Exception {
    X500Principal name = new X500Principal("CN=Small");
    byte[] encoded =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(NOW.minusSeconds(3600)),
                Date.from(NOW.plusSeconds(3600)),
                name,
                keys.getPublic())
            .build(
                new JcaContentSignerBuilder("SHA256with" + scheme)
                    .setProvider(PostQuantumPeople.BC)
                    .build(keys.getPrivate()))
            .getEncoded();
    return MailCertificate.parse(encoded);
  }
}
