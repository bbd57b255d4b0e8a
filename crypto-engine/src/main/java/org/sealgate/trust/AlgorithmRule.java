package org.sealgate.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** What algorithms and keys a path may use. Thread-safe; the same answer for the same input. */
@FunctionalInterface
public interface AlgorithmRule {
  /** Every algorithm that verifies is good enough: strength is an axis of its own. */
  AlgorithmRule ANY = (certificate, issuer) -> Optional.empty();

  /**
   * Why the certificate will not do, in one line; empty when nothing speaks against it.
   *
   * @param certificate a certificate of the path, but not the anchor
   * @param issuer the next one, whose key made the signature
   */
  Optional<String> objection(X509Certificate certificate, X509Certificate issuer);
}
