package org.sealgate.trust;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.sealgate.provider.Crypto;

/** All that a {@link TrustStore} was given. */
record TrustSettings(
    CertificateIndex anchors,
    CertificateIndex intermediates,
    CrlIndex crls,
    PathPolicies policies,
    AlgorithmRule algorithms,
    RevocationSource revocation,
    TrustLimits limits,
    SignatureCheck signatures) {

  static TrustSettings anchors(Collection<X509Certificate> anchors) {
    return new TrustSettings(
        CertificateIndex.of(Nodes.of(anchors)),
        CertificateIndex.EMPTY,
        CrlIndex.EMPTY,
        PathPolicies.NONE,
        AlgorithmRule.ANY,
        RevocationSource.NONE,
        TrustLimits.DEFAULT,
        new SignatureCheck(Crypto.preferred()));
  }

  TrustSettings withAnchors(Collection<Node> nodes) {
    return new TrustSettings(
        CertificateIndex.of(nodes),
        intermediates,
        crls,
        policies,
        algorithms,
        revocation,
        limits,
        signatures);
  }

  TrustSettings withIntermediates(Collection<Node> nodes) {
    return new TrustSettings(
        anchors,
        intermediates.with(nodes),
        crls,
        policies,
        algorithms,
        revocation,
        limits,
        signatures);
  }

  TrustSettings withCrls(Collection<X509CRL> more) {
    return new TrustSettings(
        anchors,
        intermediates,
        crls.with(more),
        policies,
        algorithms,
        revocation,
        limits,
        signatures);
  }

  TrustSettings withPolicies(PathPolicies other) {
    return new TrustSettings(
        anchors, intermediates, crls, other, algorithms, revocation, limits, signatures);
  }

  TrustSettings withAlgorithms(AlgorithmRule other) {
    return new TrustSettings(
        anchors, intermediates, crls, policies, other, revocation, limits, signatures);
  }

  TrustSettings withRevocation(RevocationSource other) {
    return new TrustSettings(
        anchors, intermediates, crls, policies, algorithms, other, limits, signatures);
  }

  TrustSettings withLimits(TrustLimits other) {
    return new TrustSettings(
        anchors, intermediates, crls, policies, algorithms, revocation, other, signatures);
  }

  /** False where nothing here ever tells of a revocation: the first valid path is then the best. */
  boolean tellsOfRevocation() {
    return !crls.isEmpty() || !revocation.equals(RevocationSource.NONE);
  }

  PathValidator validator() {
    return new PathValidator(signatures, policies, algorithms);
  }
}
