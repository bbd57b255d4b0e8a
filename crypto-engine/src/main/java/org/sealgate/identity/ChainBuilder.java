package org.sealgate.identity;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * Finds the certificates above one among those of a file, in whatever order they came: by name, and
 * by key identifier where several have the name. Trust is another room's question.
 */
final class ChainBuilder {
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  private static final int LONGEST = 20;

  private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

  ChainBuilder(Collection<X509Certificate> certificates) {
    for (X509Certificate certificate : certificates) {
      bySubject
          .computeIfAbsent(certificate.getSubjectX500Principal(), name -> new ArrayList<>())
          .add(certificate);
    }
  }

  /** The intermediates above the certificate, nearest first, without the root. */
  List<X509Certificate> above(X509Certificate certificate) {
    List<X509Certificate> chain = new ArrayList<>();
    X509Certificate current = certificate;
    while (!isSelfIssued(current) && chain.size() < LONGEST) {
      Optional<X509Certificate> issuer = issuerOf(current);
      if (issuer.isEmpty() || chain.contains(issuer.get()) || isSelfIssued(issuer.get())) {
        return chain;
      }
      current = issuer.get();
      chain.add(current);
    }
    return chain;
  }

  static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private Optional<X509Certificate> issuerOf(X509Certificate certificate) {
    List<X509Certificate> named =
        bySubject.getOrDefault(certificate.getIssuerX500Principal(), List.of()).stream()
            .filter(candidate -> !candidate.equals(certificate))
            .filter(candidate -> candidate.getBasicConstraints() >= 0)
            .toList();
    if (named.size() < 2) {
      return named.stream().findFirst();
    }
    byte[] wanted = authorityKeyIdentifier(certificate);
    return named.stream()
        .filter(candidate -> Arrays.equals(wanted, subjectKeyIdentifier(candidate)))
        .findFirst()
        .or(() -> named.stream().findFirst());
  }

  private static byte[] authorityKeyIdentifier(X509Certificate certificate) {
    try {
      byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      byte[] identifier = AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets();
      return identifier == null ? new byte[0] : identifier;
    } catch (RuntimeException e) {
      return new byte[0];
    }
  }

  private static byte[] subjectKeyIdentifier(X509Certificate certificate) {
    try {
      byte[] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      return SubjectKeyIdentifier.getInstance(value).getKeyIdentifier();
    } catch (RuntimeException e) {
      return new byte[0];
    }
  }
}
