package org.sealgate.trust;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.certificate.PathCheck;
import org.sealgate.trust.PathResult.Trusted;

/**
 * Anchors, known intermediates and CRLs, and the validation of paths against them (RFC 5280, 6).
 * Immutable and thread-safe; keep one, since it remembers the paths and the signatures it has
 * checked, and answers for a known certificate in microseconds, also where a later mail comes
 * without the intermediates of an earlier one.
 */
public final class TrustStore {
  private final TrustSettings settings;
  private final List<X509Certificate> anchors;
  private final ValidatedPaths validated = new ValidatedPaths();

  private TrustStore(TrustSettings settings) {
    this.settings = settings;
    this.anchors = settings.anchors().all().stream().map(Node::certificate).toList();
  }

  /** A store that trusts these certificates as anchors. */
  public static TrustStore of(Collection<X509Certificate> anchors) {
    return new TrustStore(TrustSettings.anchors(anchors));
  }

  /** A store that trusts nobody. */
  public static TrustStore empty() {
    return of(List.of());
  }

  /** The same that also trusts these. */
  public TrustStore withAnchors(Collection<X509Certificate> certificates) {
    Set<X509Certificate> all = new HashSet<>(anchors());
    all.addAll(certificates);
    return new TrustStore(settings.withAnchors(Nodes.of(all)));
  }

  /** The same that also knows these intermediates. They are not trusted by themselves. */
  public TrustStore withIntermediates(Collection<X509Certificate> certificates) {
    return new TrustStore(settings.withIntermediates(Nodes.of(certificates)));
  }

  /** The same that also knows these CRLs. */
  public TrustStore withCrls(Collection<X509CRL> crls) {
    return new TrustStore(settings.withCrls(crls));
  }

  /** The same with other demands on certificate policies. */
  public TrustStore withPolicies(PathPolicies policies) {
    return new TrustStore(settings.withPolicies(policies));
  }

  /** The same with another rule on algorithms. */
  public TrustStore withAlgorithmRule(AlgorithmRule rule) {
    return new TrustStore(settings.withAlgorithms(rule));
  }

  /** The same that asks this source where its CRLs do not answer. */
  public TrustStore withRevocationSource(RevocationSource source) {
    return new TrustStore(settings.withRevocation(source));
  }

  /** The same with other limits. */
  public TrustStore withLimits(TrustLimits limits) {
    return new TrustStore(settings.withLimits(limits));
  }

  /** The anchors. */
  public List<X509Certificate> anchors() {
    return anchors;
  }

  /**
   * Looks for a path from the certificate to an anchor, trying every chain that the given and the
   * known intermediates allow, within bounds. Says nothing of revocation.
   *
   * @param leaf the certificate in question
   * @param untrusted certificates found with it, in any order
   * @param time when
   */
  public PathResult validate(
      X509Certificate leaf, Collection<X509Certificate> untrusted, ValidationTime time) {
    var known = validated.find(leaf, time);
    return known.isPresent() ? known.get().result() : search(leaf, untrusted, time).anyPath();
  }

  /**
   * Path and revocation together: of several paths, one on which nothing is revoked is preferred.
   *
   * @param leaf the certificate in question
   * @param untrusted certificates found with it, in any order; issuers of CRLs may be among them
   * @param time when
   */
  public Assessment assess(
      X509Certificate leaf, Collection<X509Certificate> untrusted, ValidationTime time) {
    var known = validated.find(leaf, time);
    PathSearch search = search(leaf, untrusted, time);
    if (known.isPresent()) {
      RevocationResult revocation = search.revocation(known.get().nodes());
      if (revocation instanceof RevocationResult.Good || !settings.tellsOfRevocation()) {
        return new Assessment(known.get().result(), revocation);
      }
    }
    return search.bestPath();
  }

  /**
   * What is known of the revocation of a path that was found valid.
   *
   * @param path as {@link #validate} gave it
   * @param untrusted certificates found with it; issuers of CRLs may be among them
   * @param time when
   */
  public RevocationResult revocation(
      Trusted path, Collection<X509Certificate> untrusted, ValidationTime time) {
    return search(path.path().getFirst(), untrusted, time).revocation(Nodes.of(path.path()));
  }

  /**
   * What this store says against certificates that one would encrypt to: no valid path, or a
   * revocation. A revocation status that is unknown does not speak against them.
   */
  public PathCheck pathCheck() {
    return (certificate, others, at) -> {
      List<X509Certificate> untrusted = others.stream().map(MailCertificate::x509).toList();
      Assessment found = assess(certificate.x509(), untrusted, new ValidationTime.At(at));
      if (found.path() instanceof PathResult.Untrusted untrustedPath) {
        return Optional.of("not trusted: " + untrustedPath.reason());
      }
      return found.revocation() instanceof RevocationResult.Revoked revoked
          ? Optional.of(revoked.reason())
          : Optional.empty();
    };
  }

  private PathSearch search(
      X509Certificate leaf, Collection<X509Certificate> untrusted, ValidationTime time) {
    return new PathSearch(settings, validated, new PathSearch.Question(leaf, untrusted, time));
  }
}
