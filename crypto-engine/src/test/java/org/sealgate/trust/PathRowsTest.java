package org.sealgate.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.MailCertificate;

/** Every row of the manifest with the operation {@code path}. */
class PathRowsTest {
  static Stream<CorpusRow> rows() {
    return CorpusRow.all().filter(row -> row.is("path"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void foreignCertificatesAreReadAndPathsAreJudgedAsExpected(CorpusRow row) {
    if (row.path().endsWith(".crl")) {
      assertThat(Crls.read(row.octets())).hasSize(1);
    } else if (row.expected().startsWith("certificate")) {
      reads(row);
    } else {
      judges(row);
    }
  }

  private static void reads(CorpusRow row) {
    try {
      MailCertificate certificate = Certificates.read(row.octets()).getFirst();
      assertThat(certificate.keyDescription()).isNotEmpty();
      assertThat(certificate.purpose()).isNotNull();
      assertThat(certificate.addresses()).isNotNull();
      assertThat(certificate.keyIdentifiers()).isNotEmpty();
      if (row.expected().contains("self-signed ok")) {
        assertThat(certificate.x509().getSubjectX500Principal())
            .isEqualTo(certificate.x509().getIssuerX500Principal());
        assertThat(
                new SignatureCheck(org.sealgate.provider.Crypto.preferred())
                    .verifies(certificate.x509(), certificate.x509().getPublicKey()))
            .isTrue();
      }
    } catch (SmimeException unreadable) {
      // RFC 5280, 4.1.2.4: the issuer must not be empty, and a path could not be built from it.
      assertThat(unreadable).hasMessageContaining("issuer");
      assertThat(unreadable.code()).isEqualTo(ErrorCode.MALFORMED);
    }
  }

  private static void judges(CorpusRow row) {
    if (row.expected().contains("malicious")) {
      // A certificate of more than a megabyte of names, refused before any of them is looked at.
      assertThatThrownBy(() -> Certificates.read(row.octets()))
          .isInstanceOf(SmimeException.class)
          .hasMessageContaining("limit");
      return;
    }
    X509Certificate leaf = Certificates.read(row.octets()).getFirst().x509();
    PathResult result =
        TrustStore.of(row.certificates("trust"))
            .validate(leaf, row.certificates("untrusted"), new ValidationTime.AnyTime());
    assertThat(row.expected()).startsWith("accept");
    assertThat(result)
        .isInstanceOfSatisfying(
            PathResult.Trusted.class, trusted -> assertThat(trusted.path()).hasSize(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crls")
  void theOldExamplesOfRevocationAreUnderstood(CorpusRow row) {
    X509CRL crl = Crls.read(row.octets()).getFirst();
    boolean empty = row.name().endsWith("Empty.crl");
    assertThat(crl.getRevokedCertificates() == null).isEqualTo(empty);
    X509Certificate issuer =
        Certificates.read(CorpusRow.read(row.folder().resolve(issuerFile(row)))).getFirst().x509();
    assertThat(
            new SignatureCheck(org.sealgate.provider.Crypto.preferred())
                .verifies(crl, issuer.getPublicKey()))
        .isTrue();
  }

  static Stream<CorpusRow> crls() {
    return rows().filter(row -> row.corpus().equals("rfc4134"));
  }

  private static String issuerFile(CorpusRow row) {
    return row.name().startsWith("CarlDSS") ? "CarlDSSSelf.cer" : "CarlRSASelf.cer";
  }
}
