package org.sealgate.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Searches paths depth first from a certificate to the anchors. Issuers are found by name; those
 * whose key identifier fits come first. No certificate, and no name with the same key, stands twice
 * in a path, so that cross-certificates make no loops.
 */
final class PathBuilder {
  private final CertificateIndex anchors;
  private final CertificateIndex intermediates;
  private final TrustLimits limits;

  /** Receives each complete path, from the leaf to the anchor; true ends the search. */
  private final Predicate<List<Node>> visitor;

  private final List<Node> path = new ArrayList<>();
  private int paths;
  private int steps;

  PathBuilder(
      CertificateIndex anchors,
      CertificateIndex intermediates,
      TrustLimits limits,
      Predicate<List<Node>> visitor) {
    this.anchors = anchors;
    this.intermediates = intermediates;
    this.limits = limits;
    this.visitor = visitor;
  }

  /** True when the visitor was content with a path. */
  boolean search(Node leaf) {
    path.add(leaf);
    boolean found =
        (anchors.contains(leaf) && offer()) || (!anchors.contains(leaf) && extend(leaf));
    path.removeLast();
    return found;
  }

  /** True when a limit ended the search. */
  boolean exhausted() {
    return paths >= limits.paths() || steps >= limits.steps();
  }

  private boolean offer() {
    paths++;
    return visitor.test(List.copyOf(path));
  }

  private boolean extend(Node child) {
    if (path.size() >= limits.pathLength()) {
      return false;
    }
    for (Node anchor : candidates(anchors, child)) {
      path.add(anchor);
      boolean found = offer();
      path.removeLast();
      if (found || exhausted()) {
        return found;
      }
    }
    for (Node issuer : candidates(intermediates, child)) {
      if (exhausted()) {
        return false;
      }
      if (!anchors.contains(issuer) && !repeats(issuer)) {
        path.add(issuer);
        boolean found = extend(issuer);
        path.removeLast();
        if (found) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Node> candidates(CertificateIndex index, Node child) {
    List<Node> found = index.bySubject(child.issuer());
    steps += found.size();
    if (found.size() < 2) {
      return found;
    }
    return found.stream().sorted(Comparator.comparingInt(child::issuerMismatch)).toList();
  }

  private boolean repeats(Node issuer) {
    for (Node passed : path) {
      if (passed.sameNameAndKey(issuer)) {
        return true;
      }
    }
    return false;
  }
}
