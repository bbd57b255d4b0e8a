package org.sealgate.trust;

import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** What is known of the revocation of a path's certificates: an axis of its own (promise 3). */
public sealed interface RevocationResult {

  /** What to tell a person, in one line. */
  String reason();

  /** Every certificate below the anchor was looked up for every reason, and none was revoked. */
  record Good(String reason) implements RevocationResult {}

  /**
   * One was revoked.
   *
   * @param certificate which
   * @param when since when, as its issuer says
   * @param why the issuer's reason; UNSPECIFIED where it gives none
   */
  record Revoked(X509Certificate certificate, Instant when, CRLReason why, String reason)
      implements RevocationResult {}

  /**
   * None is known to be revoked, but of one of them nothing is known.
   *
   * @param certificate which
   */
  record Unknown(X509Certificate certificate, String reason) implements RevocationResult {}
}
