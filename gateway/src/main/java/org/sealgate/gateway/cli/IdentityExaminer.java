package org.sealgate.gateway.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sealgate.archive.KeyImport;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Check;
import org.sealgate.identity.Identity;
import org.sealgate.identity.ImportReport;
import org.sealgate.trust.Assessment;
import org.sealgate.trust.PathResult;
import org.sealgate.trust.RevocationResult;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * Reports on an identity before it is imported: what it says of itself, then whether it is its
 * owner's, whether its chain leads to an anchor, and whether it was revoked. Thread-safe.
 */
final class IdentityExaminer implements KeyImport.Examiner {
  private final Questions questions;
  private final Instant now;
  private final Map<String, String> revoked = new ConcurrentHashMap<>();

  IdentityExaminer(Questions questions, Instant now) {
    this.questions = questions;
    this.now = now;
  }

  /**
   * What is asked beyond the identity itself.
   *
   * @param trust the anchors
   * @param crlsKnown whether there is anything that could tell of a revocation
   * @param owner whose the identities are said to be
   * @param otherAddresses whether certificates that name only other addresses are the owner's too
   */
  record Questions(
      TrustStore trust, boolean crlsKnown, Optional<EmailAddress> owner, boolean otherAddresses) {}

  /** Why a certificate is revoked, by its fingerprint, of all that were examined. */
  Map<String, String> revoked() {
    return Map.copyOf(revoked);
  }

  @Override
  public ImportReport examine(Identity identity) {
    ImportReport report = ImportReport.of(identity, now);
    if (questions.owner().isPresent()) {
      report = report.with(owner(identity.certificate(), questions.owner().get()));
    }
    if (questions.trust().anchors().isEmpty()) {
      return report
          .with(Check.skipped("trust", "no anchors are known: name them with --trust"))
          .with(Check.skipped("revocation", "no path to an anchor, so nobody to ask"));
    }
    Assessment found =
        questions.trust().assess(identity.certificate().x509(), identity.chain(), time(identity));
    return report.with(chain(found.path())).with(trust(found.path())).with(revocation(found));
  }

  /** What expired may have been trusted all the same, and opens old mail. */
  private ValidationTime time(Identity identity) {
    return identity.certificate().validAt(now)
        ? new ValidationTime.At(now)
        : new ValidationTime.AnyTime();
  }

  private Check owner(MailCertificate certificate, EmailAddress owner) {
    if (certificate.names(owner)) {
      return Check.good("owner", owner + " is named by the certificate");
    }
    String names =
        certificate.addresses().isEmpty()
            ? "no address"
            : String.join(", ", certificate.addresses().stream().map(Object::toString).toList());
    return questions.otherAddresses()
        ? Check.warning("owner", "filed under " + owner + ", though the certificate names " + names)
        : Check.bad(
            "owner",
            "the certificate names "
                + names
                + " and not "
                + owner
                + ": add --other-addresses where it is a former name or an alias");
  }

  private static Check chain(PathResult path) {
    return switch (path) {
      case PathResult.Trusted trusted ->
          Check.good(
              "chain",
              "complete: "
                  + (trusted.path().size() - 1)
                  + " above it, up to "
                  + trusted.anchor().getSubjectX500Principal().getName());
      case PathResult.Untrusted untrusted when isIncomplete(untrusted) ->
          Check.warning("chain", "incomplete, or it ends at nobody who is trusted");
      case PathResult.Untrusted untrusted -> Check.warning("chain", untrusted.reason());
    };
  }

  private static boolean isIncomplete(PathResult.Untrusted untrusted) {
    return untrusted.problem() == PathResult.Problem.NO_ANCHOR
        || untrusted.problem() == PathResult.Problem.ISSUER_MISSING;
  }

  private static Check trust(PathResult path) {
    return path instanceof PathResult.Trusted
        ? Check.good("trust", path.reason())
        : Check.warning("trust", path.reason());
  }

  private Check revocation(Assessment found) {
    if (!(found.path() instanceof PathResult.Trusted)) {
      return Check.skipped("revocation", "no path to an anchor, so nobody to ask");
    }
    return switch (found.revocation()) {
      case RevocationResult.Good good -> Check.good("revocation", good.reason());
      case RevocationResult.Revoked is -> revoked((PathResult.Trusted) found.path(), is);
      case RevocationResult.Unknown unknown when questions.crlsKnown() ->
          Check.warning("revocation", unknown.reason());
      case RevocationResult.Unknown unknown ->
          Check.skipped("revocation", "not looked at: no CRL is known; give some with --crl");
    };
  }

  private Check revoked(PathResult.Trusted path, RevocationResult.Revoked is) {
    MailCertificate leaf = MailCertificate.of(path.path().getFirst());
    revoked.put(leaf.fingerprint(), is.reason());
    return Check.warning("revocation", is.reason() + ": it opens old mail and does nothing else");
  }
}
