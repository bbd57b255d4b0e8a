package org.sealgate.gateway.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.smime.SignerVerdict;

/** Comparisons of contents and signers. */
final class Contents {
  private Contents() {}

  /** The digest of the content, as it is or with its line ends made alike. */
  static void digest(Comparison comparison, Facts facts, String expected) {
    List<byte[]> forms =
        List.of(facts.content(), Facts.withCrLf(facts.content()), Facts.withLf(facts.content()));
    boolean alike = forms.stream().anyMatch(form -> Facts.digest("SHA-256", form).equals(expected));
    String own = Facts.digest("SHA-256", facts.content());
    comparison.expect("sha256", shorter(expected), shorter(alike ? expected : own), alike);
  }

  private static String shorter(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  /** The content itself, as it is or with its line ends made alike. */
  static void equal(Comparison comparison, Facts facts, String name, byte[] expected) {
    boolean same = Arrays.equals(facts.content(), expected);
    boolean alike =
        same || Arrays.equals(Facts.withCrLf(facts.content()), Facts.withCrLf(expected));
    comparison.expect("content", name, same ? "identical" : alike ? "equal" : "different", alike);
  }

  /** Whose certificate it is. */
  static void signer(Comparison comparison, SignerVerdict signer, String address) {
    String names =
        signer
            .certificate()
            .map(certificate ->
                certificate.addresses().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(",")))
            .orElse("");
    String subject =
        signer
            .certificate()
            .map(MailCertificate::x509)
            .map(x509 -> x509.getSubjectX500Principal().getName())
            .orElse("");
    boolean named =
        (names + " " + subject).toLowerCase(Locale.ROOT).contains(address.toLowerCase(Locale.ROOT));
    comparison.expect("signer", address, names.isEmpty() ? subject : names, named);
  }

  /** With which digest it was signed. */
  static void signerDigest(Comparison comparison, SignerVerdict signer, String digest) {
    String said =
        (signer.algorithmStrength().reason() + " " + signer.integrity().reason())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]", "");
    String wanted = digest.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    comparison.expect(
        "digest", digest, said.contains(wanted) ? digest : said, said.contains(wanted));
  }
}
