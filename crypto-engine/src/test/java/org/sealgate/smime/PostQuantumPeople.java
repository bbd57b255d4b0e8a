package org.sealgate.smime;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/** People with keys that the shared PKI does not make: ML-DSA and ML-KEM, by Bouncy Castle. */
final class PostQuantumPeople {
  static final Provider BC = new BouncyCastleProvider();

  private PostQuantumPeople() {}

  /**
   * Somebody who signs with ML-DSA or encrypts with ML-KEM: {@code ML-DSA-65}, {@code ML-KEM-768}.
   */
  static Identity with(String algorithm, String address) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm, BC).generateKeyPair();
    TestPki pki = TestPki.shared();
    TestIdentity issuer = pki.issuer();
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer.certificate(),
            BigInteger.valueOf(now.toEpochMilli())
                .add(BigInteger.valueOf(address.hashCode()))
                .abs(),
            Date.from(now.minus(1, ChronoUnit.DAYS)),
            Date.from(now.plus(30, ChronoUnit.DAYS)),
            new X500Name("CN=" + address),
            pair.getPublic());
    int usage =
        algorithm.startsWith("ML-KEM") ? KeyUsage.keyEncipherment : KeyUsage.digitalSignature;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
    String scheme =
        issuer.privateKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    var certificate =
        new JcaX509CertificateConverter()
            .setProvider(BC)
            .getCertificate(
                builder.build(new JcaContentSignerBuilder(scheme).build(issuer.privateKey())));
    return new Identity(
        MailCertificate.parse(certificate.getEncoded()),
        pki.intermediates().stream().map(TestIdentity::certificate).toList(),
        pair.getPrivate());
  }

  /** The certificates of several people. */
  static List<MailCertificate> certificates(Identity... people) {
    return List.of(people).stream().map(Identity::certificate).toList();
  }
}
