package org.sealgate.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.SmimeException;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.pki.UserBuilder.AddressPlacement;

class MailCertificateTest {
  private static final TestPki PKI = TestPki.shared();

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, DUAL, DUAL, RSA-2048",
    "RSA_2048, SIGNING, SIGNING, RSA-2048",
    "RSA_2048, ENCRYPTION, ENCRYPTION, RSA-2048",
    "EC_P256, DUAL, DUAL, P-256",
    "EC_P384, ENCRYPTION, ENCRYPTION, P-384",
    "BRAINPOOL_P256R1, DUAL, DUAL, brainpoolP256r1",
    "ED25519, SIGNING, SIGNING, Ed25519",
    "X25519, ENCRYPTION, ENCRYPTION, X25519",
    "RSASSA_PSS_2048, SIGNING, SIGNING, RSA-PSS-2048",
  })
  void keyAndUsageDecideThePurpose(
      KeyAlgorithm key, KeyUse use, KeyPurpose purpose, String description) {
    MailCertificate certificate = of(PKI.user("bob@example.org").key(key).use(use).issue());

    assertThat(certificate.purpose()).isEqualTo(purpose);
    assertThat(certificate.keyDescription()).isEqualTo(description);
    assertThat(MailCertificate.parse(certificate.encoded())).isEqualTo(certificate);
  }

  @Test
  void withoutKeyUsageEverythingTheKeyCanDoIsAllowed() {
    assertThat(of(PKI.user("bob@example.org").withoutKeyUsage().issue()).purpose())
        .isEqualTo(KeyPurpose.DUAL);
  }

  @Test
  void aCertificateForServersIsNotForMail() {
    assertThat(
            of(PKI.user("bob@example.org").extendedKeyUsage("1.3.6.1.5.5.7.3.1").issue()).purpose())
        .isEqualTo(KeyPurpose.NONE);
    assertThat(of(PKI.user("bob@example.org").extendedKeyUsage("2.5.29.37.0").issue()).purpose())
        .isEqualTo(KeyPurpose.DUAL);
  }

  @Test
  void theSubjectsAddressCountsOnlyWhereTheAlternativeNameHasNone() {
    var subject = PKI.user("bob@example.org").addressIn(AddressPlacement.SUBJECT).issue();
    var nowhere = PKI.user("bob@example.org").addressIn(AddressPlacement.NOWHERE).issue();

    assertThat(of(subject).addresses()).containsExactly(new EmailAddress("bob", "example.org"));
    assertThat(of(nowhere).addresses()).isEmpty();
  }

  @Test
  void itIsKnownByItsExtensionAndByBothHashesOfItsKey() {
    byte[] own = {1, 2, 3};
    MailCertificate named = of(PKI.user("bob@example.org").subjectKeyIdentifier(own).issue());
    MailCertificate unnamed = of(PKI.user("bob@example.org").withoutSubjectKeyIdentifier().issue());

    assertThat(named.keyIdentifiers()).hasSize(3).first().isEqualTo(own);
    assertThat(unnamed.keyIdentifiers()).hasSize(2);
    assertThat(unnamed.keyIdentifiers().getFirst()).hasSize(20);
    assertThat(unnamed.keyIdentifiers().getLast()).hasSize(8);
    assertThat(unnamed.keyIdentifiers().getLast()[0] & 0xF0).isEqualTo(0x40);
  }

  @Test
  void collectionsAreReadInEveryUsualForm() {
    TestIdentity bob = PKI.user("bob@example.org").issue();
    TestIdentity eve = PKI.user("eve@example.org").issue();
    String bundle = "Bag Attributes\n" + bob.certificatePem() + "\r\n" + eve.certificatePem();
    String base64 = Base64.getMimeEncoder().encodeToString(bob.certificateDer());

    assertThat(Certificates.read(ascii(bundle))).containsExactly(of(bob), of(eve));
    assertThat(Certificates.read(bob.certificateDer())).containsExactly(of(bob));
    assertThat(Certificates.read(ascii(base64))).containsExactly(of(bob));
    assertThat(Certificates.read(ascii(bundle + bundle))).hasSize(2);
  }

  @Test
  void whatHoldsNoCertificateIsAClearError() {
    for (String text : new String[] {"", "hello", "-----BEGIN CERTIFICATE-----\nAAAA", "0"}) {
      assertThatThrownBy(() -> Certificates.read(ascii(text)))
          .as(text)
          .isInstanceOf(SmimeException.class)
          .hasMessageContaining("no certificate");
    }
  }

  /** Bouncy Castle takes such a certificate, and fails when it is asked for the key. */
  @Test
  void aCertificateWhoseKeyIsNoneIsAClearError() throws Exception {
    TestIdentity eve = PKI.user("eve@example.org").issue();
    X500Name name = new X500Name("CN=Eve");
    Date now = Date.from(eve.certificate().getNotBefore().toInstant());
    SubjectPublicKeyInfo none =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), new byte[] {1, 2, 3});
    byte[] encoded =
        new X509v3CertificateBuilder(name, BigInteger.ONE, now, now, name, none)
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(eve.privateKey()))
            .getEncoded();

    assertThatThrownBy(() -> MailCertificate.parse(encoded))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("no readable certificate");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static MailCertificate of(TestIdentity identity) {
    return MailCertificate.of(identity.certificate());
  }
}
