package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.identity.IdentityFile;

/** Rows {@code pkcs12}: key files of every dialect. */
final class KeyFileCheck implements RowCheck {
  private static final Set<String> INFORMATION = Set.of("mac", "openssl", "oracle");

  private final Materials materials;

  KeyFileCheck(Materials materials) {
    this.materials = materials;
  }

  @Override
  public Comparison run(ManifestRow row) throws IOException {
    byte[] octets = Files.readAllBytes(materials.file(row));
    List<Term> terms = Term.of(row.expected().toString());
    Comparison comparison = new Comparison();
    boolean reject = row.expected().says("reject");
    try {
      IdentityFile file = IdentityFile.read(octets, passwords(row));
      comparison.note("keys=" + file.keyCount() + " certs=" + file.allCertificates().size());
      comparison.expect("accepted", !reject, true);
      if (!reject) {
        for (Term term : terms) {
          compare(term, file, comparison);
        }
      }
    } catch (SmimeException e) {
      comparison.note(e.code() + ": " + e.getMessage());
      boolean open = row.expected().says("undetermined") || oracleAlone(row);
      boolean named = e.code() != ErrorCode.WRONG_PASSWORD || row.material().password().isPresent();
      comparison.expect("accepted", "" + !reject, "false", (reject || open) && named);
    }
    return comparison;
  }

  /** An unknown password is written as a question mark. */
  private static List<Secret> passwords(ManifestRow row) {
    return row.material()
        .password()
        .filter(password -> !password.equals("?"))
        .map(Secret::of)
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean oracleAlone(ManifestRow row) {
    return row.expected().toString().startsWith("oracle:parse error");
  }

  private static void compare(Term term, IdentityFile file, Comparison comparison) {
    switch (term.key()) {
      case "keys" -> comparison.expect("keys", term.bare(), "" + file.keyCount());
      case "certs" -> comparison.expect("certs", term.bare(), "" + file.allCertificates().size());
      case "cert_sha1" -> comparison.expect("cert_sha1", sorted(term.bare()), digests(file));
      case "" -> comparison.note(term.value());
      default -> {
        if (!INFORMATION.contains(term.key())) {
          throw new Skipped("an expectation that is not known: " + term.key());
        }
      }
    }
  }

  private static Set<String> sorted(String list) {
    Set<String> set = new TreeSet<>();
    for (String digest : list.split(",", -1)) {
      if (!digest.isBlank()) {
        set.add(digest.strip());
      }
    }
    return set;
  }

  private static Set<String> digests(IdentityFile file) {
    Set<String> set = new TreeSet<>();
    for (X509Certificate certificate : file.allCertificates()) {
      try {
        set.add(Facts.digest("SHA-1", certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw SmimeException.malformed("a certificate cannot be encoded", e);
      }
    }
    return set;
  }
}
