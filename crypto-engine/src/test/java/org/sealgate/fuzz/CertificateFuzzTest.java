package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.trust.Crls;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** The readers of certificates and CRLs, and path validation over what they gave. */
@ExtendWith(FuzzSummary.class)
class CertificateFuzzTest {
  private static final X509Certificate BOB = FreshSeeds.BOB.certificate().x509();
  private static final List<X509Certificate> CHAIN = FreshSeeds.BOB.chain();
  private static final X509Certificate ANCHOR = FreshSeeds.ANCHOR.x509();
  private static final ValidationTime THEN = new ValidationTime.At(FreshSeeds.THEN);

  static Stream<byte[]> seeds() {
    Stream<byte[]> found =
        Stream.concat(
            Seeds.in(
                List.of("pkits", "smime-br-lint", "bc-test-data"), ".crt", ".crl", ".der", ".cer"),
            Seeds.in(List.of("nss-fuzz/certDN", "openssl-fuzz/asn1parse")));
    return Seeds.of(found, FreshSeeds::certificates);
  }

  @MethodSource("seeds")
  @FuzzTest(maxExecutions = 20_000)
  void readsAnything(byte[] input) {
    Bounded.run(
        input,
        () -> {
          revocationLists(input);
          assess(MailCertificate.parse(input));
        });
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
    own.assess(certificate.x509(), List.of(certificate.x509()), THEN);
    own.assess(BOB, CHAIN, THEN);
    TrustStore foreign = TrustStore.of(List.of(ANCHOR));
    foreign.assess(certificate.x509(), CHAIN, THEN);
    foreign.withIntermediates(List.of(certificate.x509())).assess(BOB, CHAIN, THEN);
  }

  private static void revocationLists(byte[] input) {
    List<X509CRL> lists;
    try {
      lists = Crls.read(input);
    } catch (SmimeException refused) {
      return;
    }
    TrustStore.of(List.of(ANCHOR)).withCrls(lists).assess(BOB, CHAIN, THEN);
  }
}
