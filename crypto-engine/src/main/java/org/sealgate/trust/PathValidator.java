package org.sealgate.trust;

import static org.sealgate.trust.PathResult.Problem;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealgate.trust.PathResult.Untrusted;

/** Validates one complete path (RFC 5280, 6.1). */
final class PathValidator {
  private static final int KEY_CERT_SIGN = 5;

  private final SignatureCheck signatures;

  PathValidator(SignatureCheck signatures) {
    this.signatures = signatures;
  }

  /** What is wrong with the path; empty when nothing is. */
  Optional<Untrusted> validate(List<Node> path, ValidationTime time) {
    for (int i = path.size() - 2; i >= 0; i--) {
      Optional<Untrusted> problem = link(path, i, time);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return path.size() == 1 ? validity(path.getFirst(), time) : Optional.empty();
  }

  private Optional<Untrusted> link(List<Node> path, int index, ValidationTime time) {
    Node node = path.get(index);
    Node issuer = path.get(index + 1);
    if (!signatures.verifies(node.certificate(), issuer.certificate().getPublicKey())) {
      return problem(Problem.BAD_SIGNATURE, node + " is not signed by " + issuer);
    }
    Optional<Untrusted> validity = validity(node, time);
    return validity.isPresent() || index == 0 ? validity : authority(node, index - 1);
  }

  private static Optional<Untrusted> validity(Node node, ValidationTime time) {
    if (!(time instanceof ValidationTime.At(Instant at))) {
      return Optional.empty();
    }
    X509Certificate certificate = node.certificate();
    if (at.isBefore(certificate.getNotBefore().toInstant())) {
      return problem(
          Problem.NOT_YET_VALID,
          node + " is valid from " + certificate.getNotBefore().toInstant() + " on");
    }
    if (at.isAfter(certificate.getNotAfter().toInstant())) {
      return problem(
          Problem.EXPIRED, node + " expired at " + certificate.getNotAfter().toInstant());
    }
    return Optional.empty();
  }

  private static Optional<Untrusted> authority(Node node, int below) {
    int pathLength = node.certificate().getBasicConstraints();
    if (pathLength < 0) {
      return problem(Problem.BASIC_CONSTRAINTS, node + " may not issue certificates");
    }
    if (below > pathLength) {
      return problem(Problem.BASIC_CONSTRAINTS, node + " may not have so long a path below it");
    }
    boolean[] usage = node.certificate().getKeyUsage();
    return usage != null && !usage[KEY_CERT_SIGN]
        ? problem(Problem.KEY_USAGE, node + " may not sign certificates")
        : Optional.empty();
  }

  private static Optional<Untrusted> problem(Problem problem, String reason) {
    return Optional.of(new Untrusted(problem, reason));
  }
}
