package org.sealgate.smime;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.SignedContent;
import org.sealgate.trust.Assessment;
import org.sealgate.trust.Crls;
import org.sealgate.trust.RevocationResult;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * What signers put beside their signatures: certificates, in any order, and CRLs. Both are
 * strangers' words, which count as far as their issuers' signatures carry them.
 *
 * @param certificates what of them can be read
 * @param crls what of them can be read
 */
record Enclosed(List<MailCertificate> certificates, List<X509CRL> crls) {
  Enclosed {
    certificates = List.copyOf(certificates);
    crls = List.copyOf(crls);
  }

  static Enclosed in(SignedContent.Signatures signatures, KnownCertificates known) {
    List<MailCertificate> certificates = new ArrayList<>();
    for (byte[] encoded : signatures.certificates()) {
      ifReadable(() -> certificates.add(known.parsed(encoded)));
    }
    List<X509CRL> crls = new ArrayList<>();
    for (byte[] encoded : signatures.revocationLists()) {
      ifReadable(() -> crls.addAll(Crls.read(encoded)));
    }
    return new Enclosed(certificates, crls);
  }

  /** What nobody can read does not hide the rest. */
  private static void ifReadable(Runnable reading) {
    try {
      reading.run();
    } catch (SmimeException e) {
      if (e.code() != ErrorCode.MALFORMED && e.code() != ErrorCode.UNSUPPORTED) {
        throw e;
      }
    }
  }

  /** The certificates, and those known besides. */
  List<X509Certificate> untrusted(List<X509Certificate> known) {
    List<X509Certificate> all = new ArrayList<>(known);
    certificates.forEach(each -> all.add(each.x509()));
    return all;
  }

  /**
   * Path and revocation of a certificate. Received CRLs are looked at too (RFC 8550, 4.1), but a
   * sender may choose an old one that is still current: they add a revocation, and an answer where
   * there is none else.
   */
  Assessment assessment(MailCertificate own, TrustStore trust, Question question) {
    List<X509Certificate> untrusted = untrusted(question.known());
    Assessment ours = trust.assess(own.x509(), untrusted, question.time());
    if (crls.isEmpty() || ours.revocation() instanceof RevocationResult.Revoked) {
      return ours;
    }
    Assessment theirs = trust.withCrls(crls).assess(own.x509(), untrusted, question.time());
    return theirs.revocation() instanceof RevocationResult.Revoked
            || ours.revocation() instanceof RevocationResult.Unknown
        ? theirs
        : ours;
  }

  /**
   * What an assessment is made with.
   *
   * @param known certificates that are known besides
   * @param time when the path must be valid
   */
  record Question(List<X509Certificate> known, ValidationTime time) {}
}
