package org.sealgate.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.sealgate.trust.PathResult.Problem;
import org.sealgate.trust.PathResult.Trusted;
import org.sealgate.trust.PathResult.Untrusted;

/**
 * Validates complete paths (RFC 5280, 6.1). Of the anchor, name and key count, and those
 * constraints that its certificate puts on what is below it (RFC 5937); its validity does not
 * (6.1.1 d), unless it is itself the certificate in question.
 */
final class PathValidator {
  private static final int KEY_CERT_SIGN = 5;

  /** Extensions that this package or {@code certificate} acts upon. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          Extension.keyUsage.getId(),
          Extension.extendedKeyUsage.getId(),
          Extension.basicConstraints.getId(),
          Extension.nameConstraints.getId(),
          Extension.certificatePolicies.getId(),
          Extension.policyMappings.getId(),
          Extension.policyConstraints.getId(),
          Extension.inhibitAnyPolicy.getId(),
          Extension.subjectAlternativeName.getId(),
          Extension.cRLDistributionPoints.getId(),
          Extension.subjectKeyIdentifier.getId(),
          Extension.authorityKeyIdentifier.getId());

  private final SignatureCheck signatures;
  private final PathPolicies policies;
  private final AlgorithmRule algorithms;

  PathValidator(SignatureCheck signatures, PathPolicies policies, AlgorithmRule algorithms) {
    this.signatures = signatures;
    this.policies = policies;
    this.algorithms = algorithms;
  }

  /** Says whether the path, from the leaf to the anchor, holds at the time. */
  PathResult validate(List<Node> path, ValidationTime time) {
    try {
      PolicyOutcome outcome = check(path, time);
      return new Trusted(
          path.stream().map(Node::certificate).toList(),
          outcome,
          path.size() == 1 ? "trusted itself" : "issued under " + path.getLast());
    } catch (Rejection rejection) {
      return rejection.result();
    } catch (RuntimeException unreadable) {
      return new Untrusted(
          Problem.MALFORMED, "an extension cannot be read: " + unreadable.getMessage());
    }
  }

  private PolicyOutcome check(List<Node> path, ValidationTime time) throws Rejection {
    Node anchor = path.getLast();
    int last = path.size() - 1;
    if (last == 0) {
      validity(anchor, time);
      return PolicyOutcome.NONE;
    }
    Policies policy = new Policies(policies, last);
    NameConstraints names = new NameConstraints();
    names.add(anchor);
    PublicKey key = anchor.certificate().getPublicKey();
    int maxLength = last;
    int anchorLength = anchor.certificate().getBasicConstraints();
    if (anchorLength >= 0) {
      maxLength = Math.min(maxLength, anchorLength);
    }
    for (int i = last - 1; i >= 0; i--) {
      Node node = path.get(i);
      Node issuer = path.get(i + 1);
      signature(node, issuer, key);
      validity(node, time);
      strength(node, issuer);
      if (i == 0 || !node.selfIssued()) {
        names.check(node);
      }
      policy.process(node, i == 0);
      if (i > 0) {
        policy.prepare(node);
        names.add(node);
        authority(node);
        maxLength = nextLength(node, maxLength);
      }
      key = signatures.inherit(node.certificate().getPublicKey(), key);
      criticalExtensions(node);
    }
    return policy.finish(path.getFirst());
  }

  private void signature(Node node, Node issuer, PublicKey key) throws Rejection {
    if (!signatures.verifies(node.certificate(), key)) {
      throw new Rejection(Problem.BAD_SIGNATURE, node + " is not signed by " + issuer);
    }
  }

  private static void validity(Node node, ValidationTime time) throws Rejection {
    if (!(time instanceof ValidationTime.At(Instant at))) {
      return;
    }
    Instant from = node.certificate().getNotBefore().toInstant();
    Instant until = node.certificate().getNotAfter().toInstant();
    if (at.isBefore(from)) {
      throw new Rejection(Problem.NOT_YET_VALID, node + " is valid from " + from + " on");
    }
    if (at.isAfter(until)) {
      throw new Rejection(Problem.EXPIRED, node + " expired at " + until);
    }
  }

  private void strength(Node node, Node issuer) throws Rejection {
    var objection = algorithms.objection(node.certificate(), issuer.certificate());
    if (objection.isPresent()) {
      throw new Rejection(Problem.WEAK_ALGORITHM, node + ": " + objection.get());
    }
  }

  /** 6.1.4 k and n; and what mail asks of an authority's extended key usage. */
  private static void authority(Node node) throws Rejection {
    X509Certificate certificate = node.certificate();
    if (certificate.getVersion() < 3 || certificate.getBasicConstraints() < 0) {
      throw new Rejection(Problem.BASIC_CONSTRAINTS, node + " is no authority");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      throw new Rejection(Problem.KEY_USAGE, node + " may not sign certificates");
    }
    byte[] extended = node.extension(Extension.extendedKeyUsage.getId());
    if (extended != null && !forMail(ExtendedKeyUsage.getInstance(extended))) {
      throw new Rejection(Problem.KEY_USAGE, node + " may not issue certificates for mail");
    }
  }

  /** 6.1.4 l and m. */
  private static int nextLength(Node node, int maxLength) throws Rejection {
    int length = maxLength;
    if (!node.selfIssued()) {
      if (length <= 0) {
        throw new Rejection(Problem.BASIC_CONSTRAINTS, "the path is longer than one above allows");
      }
      length--;
    }
    return Math.min(length, node.certificate().getBasicConstraints());
  }

  private static boolean forMail(ExtendedKeyUsage usage) {
    return usage.hasKeyPurposeId(KeyPurposeId.id_kp_emailProtection)
        || usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
  }

  private static void criticalExtensions(Node node) throws Rejection {
    Set<String> critical = node.certificate().getCriticalExtensionOIDs();
    for (String oid : critical == null ? Set.<String>of() : critical) {
      if (!UNDERSTOOD.contains(oid)) {
        throw new Rejection(
            Problem.UNKNOWN_CRITICAL_EXTENSION,
            node + " has the unknown critical extension " + oid);
      }
    }
  }
}
