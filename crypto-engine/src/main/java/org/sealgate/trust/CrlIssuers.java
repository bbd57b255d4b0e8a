package org.sealgate.trust;

import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the certificate whose key signed a CRL, and makes sure that it leads to the same anchor as
 * the certificate in question (RFC 5280, 6.3.3 f).
 */
final class CrlIssuers {
  private static final int CRL_SIGN = 6;

  /** Issuers of CRLs about issuers of CRLs. */
  private static final int MAX_DEPTH = 5;

  private final CrlIndex crls;
  private final SignatureCheck signatures;
  private final Function<Name, List<Node>> certificates;
  private final Paths paths;

  /** Issuers whose own status is being looked up: they may sign the CRL that covers them. */
  private final Deque<Node> pending = new ArrayDeque<>();

  /** A certificate and its key, complete with inherited parameters. */
  record Signer(Node node, PublicKey key) {}

  /** Builds a path without looking at revocation, and looks at the revocation of one. */
  interface Paths {
    Optional<List<Node>> build(Node leaf, Node anchor);

    RevocationResult revocation(List<Node> path, CrlIssuers issuers);
  }

  CrlIssuers(
      CrlIndex crls,
      SignatureCheck signatures,
      Function<Name, List<Node>> certificates,
      Paths paths) {
    this.crls = crls;
    this.signatures = signatures;
    this.certificates = certificates;
    this.paths = paths;
  }

  /** Who signed it and may; empty where nobody did. */
  Optional<Signer> find(Crl crl, List<Node> path) {
    for (int i = 1; i < path.size(); i++) {
      Signer signer = new Signer(path.get(i), signatures.key(path.subList(i, path.size())));
      if (fits(signer, crl)) {
        return Optional.of(signer);
      }
    }
    for (Node candidate : certificates.apply(crl.issuer())) {
      Signer signer = new Signer(candidate, candidate.certificate().getPublicKey());
      if (fits(signer, crl) && trusted(candidate, path.getLast())) {
        return Optional.of(signer);
      }
    }
    return Optional.empty();
  }

  /** True when the signer's key made the CRL's signature. */
  boolean signed(Crl crl, Signer signer) {
    return crls.verified(crl, signer.key(), signatures);
  }

  private boolean fits(Signer signer, Crl crl) {
    boolean[] usage = signer.node().certificate().getKeyUsage();
    return signer.node().subject().equals(crl.issuer())
        && (usage == null || usage[CRL_SIGN])
        && signed(crl, signer);
  }

  private boolean trusted(Node candidate, Node anchor) {
    if (pending.contains(candidate)) {
      return true;
    }
    if (pending.size() >= MAX_DEPTH) {
      return false;
    }
    pending.push(candidate);
    try {
      return paths
          .build(candidate, anchor)
          .map(path -> paths.revocation(path, this) instanceof RevocationResult.Good)
          .orElse(false);
    } finally {
      pending.pop();
    }
  }
}
