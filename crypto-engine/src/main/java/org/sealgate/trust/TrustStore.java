package org.sealgate.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sealgate.provider.Crypto;
import org.sealgate.trust.PathResult.Problem;
import org.sealgate.trust.PathResult.Trusted;
import org.sealgate.trust.PathResult.Untrusted;

/**
 * Anchors, known intermediates and CRLs, and the validation of paths against them (RFC 5280, 6).
 * Immutable and thread-safe.
 */
public final class TrustStore {
  private final List<X509Certificate> anchors;
  private final CertificateIndex anchorIndex;
  private final CertificateIndex intermediates;
  private final PathValidator validator;

  private TrustStore(
      List<X509Certificate> anchors, CertificateIndex anchorIndex, CertificateIndex intermediates) {
    this.anchors = anchors;
    this.anchorIndex = anchorIndex;
    this.intermediates = intermediates;
    this.validator = new PathValidator(new SignatureCheck(Crypto.preferred()));
  }

  /** A store that trusts these certificates as anchors. */
  public static TrustStore of(Collection<X509Certificate> anchors) {
    return new TrustStore(
        List.copyOf(anchors), CertificateIndex.of(nodes(anchors)), CertificateIndex.EMPTY);
  }

  /** A store that trusts nobody. */
  public static TrustStore empty() {
    return of(List.of());
  }

  /** The same that also knows these intermediates. They are not trusted by themselves. */
  public TrustStore withIntermediates(Collection<X509Certificate> certificates) {
    return new TrustStore(anchors, anchorIndex, intermediates.with(nodes(certificates)));
  }

  /** The anchors. */
  public List<X509Certificate> anchors() {
    return anchors;
  }

  /**
   * Looks for a path from the certificate to an anchor, trying every chain that the given and the
   * known intermediates allow, within bounds.
   *
   * @param leaf the certificate in question
   * @param untrusted certificates found with it, in any order
   * @param time when
   */
  public PathResult validate(
      X509Certificate leaf, Collection<X509Certificate> untrusted, ValidationTime time) {
    List<Trusted> trusted = new ArrayList<>(1);
    List<Untrusted> problems = new ArrayList<>();
    PathBuilder builder =
        new PathBuilder(
            anchorIndex,
            intermediates.with(nodes(untrusted)),
            TrustLimits.DEFAULT,
            path -> {
              Optional<Untrusted> problem = validator.validate(path, time);
              problem.ifPresentOrElse(problems::add, () -> trusted.add(trusted(path)));
              return problem.isEmpty();
            });
    if (builder.search(Node.of(leaf))) {
      return trusted.getFirst();
    }
    return problems.isEmpty()
        ? new Untrusted(Problem.NO_ANCHOR, "no path leads to a trusted anchor")
        : problems.getFirst();
  }

  private static Trusted trusted(List<Node> path) {
    return new Trusted(
        path.stream().map(Node::certificate).toList(), "issued under " + path.getLast());
  }

  private static List<Node> nodes(Collection<X509Certificate> certificates) {
    return certificates.stream().map(Node::of).toList();
  }
}
