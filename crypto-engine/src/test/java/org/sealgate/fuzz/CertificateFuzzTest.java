package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.trust.Crls;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** The readers of certificates and CRLs, and path validation over what they gave. */
class CertificateFuzzTest {
  private static final TestIdentity ALICE = TestPki.shared().user("alice@example.org").issue();
  private static final ValidationTime NOW =
      new ValidationTime.At(ALICE.certificate().getNotBefore().toInstant());

  static Stream<byte[]> seeds() {
    Stream<byte[]> generated =
        Stream.concat(
            ALICE.chain().stream().map(MailCertificate::of).map(MailCertificate::encoded),
            Stream.of(MailCertificate.of(ALICE.certificate()).encoded()));
    Stream<byte[]> found =
        Stream.concat(
            Seeds.in(
                List.of("pkits", "smime-br-lint", "bc-test-data"), ".crt", ".crl", ".der", ".cer"),
            Seeds.in(List.of("nss-fuzz/certDN", "openssl-fuzz/asn1parse")));
    return Stream.concat(generated, found);
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAnything(byte[] input) {
    Bounded.run(() -> revocationLists(input));
    Bounded.run(() -> assess(MailCertificate.parse(input)));
  }

  /** As its own anchor, below a foreign one, and as the issuer of another. */
  private static void assess(MailCertificate certificate) {
    certificate.addresses();
    certificate.purpose();
    certificate.keyDescription();
    certificate.keyIdentifiers();
    certificate.smimeCapabilities();
    certificate.subject();
    TrustStore own = TrustStore.of(List.of(certificate.x509()));
    own.assess(certificate.x509(), List.of(certificate.x509()), NOW);
    own.assess(ALICE.certificate(), ALICE.chain(), NOW);
    TrustStore foreign = TrustStore.of(List.of(TestPki.shared().anchor()));
    foreign.assess(certificate.x509(), ALICE.chain(), NOW);
    foreign
        .withIntermediates(List.of(certificate.x509()))
        .assess(ALICE.certificate(), ALICE.chain(), NOW);
  }

  private static void revocationLists(byte[] input) {
    List<X509CRL> lists;
    try {
      lists = Crls.read(input);
    } catch (SmimeException refused) {
      return;
    }
    TrustStore.of(List.of(TestPki.shared().anchor()))
        .withCrls(lists)
        .assess(ALICE.certificate(), ALICE.chain(), NOW);
  }
}
