package org.sealgate.trust;

import java.security.cert.X509Certificate;

/**
 * Where to ask for the status of a certificate that the CRLs at hand do not cover: an OCSP
 * responder, a place to fetch CRLs from. Thread-safe; bounds its own time; caches as it likes.
 */
@FunctionalInterface
public interface RevocationSource {
  /** Knows nothing. */
  RevocationSource NONE =
      (certificate, issuer, time) ->
          new RevocationResult.Unknown(certificate, "no source of revocation is configured");

  /**
   * The status of the certificate; Unknown where it cannot be had now.
   *
   * @param certificate the certificate in question, its signature verified
   * @param issuer the certificate, or anchor, that issued it
   * @param time when it must not have been revoked
   */
  RevocationResult status(X509Certificate certificate, X509Certificate issuer, ValidationTime time);
}
