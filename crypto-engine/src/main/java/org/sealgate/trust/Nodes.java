package org.sealgate.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Certificates made ready for paths. */
final class Nodes {
  private Nodes() {}

  static List<Node> of(Collection<X509Certificate> certificates) {
    return certificates.stream().map(Node::of).toList();
  }
}
