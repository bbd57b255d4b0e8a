package org.sealgate.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/** Whether a certificate leads to an anchor, with the reason. */
public sealed interface PathResult {

  /** What to tell a person, in one line. */
  String reason();

  /**
   * It does.
   *
   * @param path from the certificate up to, and with, the anchor
   */
  record Trusted(List<X509Certificate> path, String reason) implements PathResult {
    public Trusted {
      path = List.copyOf(path);
    }
  }

  /** It does not. */
  record Untrusted(Problem problem, String reason) implements PathResult {}

  /** Why not: stable codes. */
  enum Problem {
    NO_ANCHOR,
    EXPIRED,
    NOT_YET_VALID,
    BAD_SIGNATURE,
    NAME_CONSTRAINTS,
    BASIC_CONSTRAINTS,
    KEY_USAGE,
    POLICY,
    UNKNOWN_CRITICAL_EXTENSION,
    REVOKED,
    REVOCATION_UNKNOWN,
    WEAK_ALGORITHM,
    MALFORMED
  }
}
