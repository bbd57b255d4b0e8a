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
   * @param policies for which certificate policies
   */
  record Trusted(List<X509Certificate> path, PolicyOutcome policies, String reason)
      implements PathResult {
    public Trusted {
      path = List.copyOf(path);
    }

    /** Without a word on policies. */
    public Trusted(List<X509Certificate> path, String reason) {
      this(path, PolicyOutcome.NONE, reason);
    }

    /** The anchor at the end of the path. */
    public X509Certificate anchor() {
      return path.getLast();
    }
  }

  /** It does not. */
  record Untrusted(Problem problem, String reason) implements PathResult {}

  /** Why not: stable codes. */
  enum Problem {
    /** The chain is complete and ends at nobody we trust. */
    NO_ANCHOR,
    /** No certificate at hand issued it, or one above it: whom it leads to cannot be told. */
    ISSUER_MISSING,
    EXPIRED,
    NOT_YET_VALID,
    BAD_SIGNATURE,
    NAME_CONSTRAINTS,
    BASIC_CONSTRAINTS,
    KEY_USAGE,
    POLICY,
    UNKNOWN_CRITICAL_EXTENSION,
    /** For callers that fold revocation into the path; {@link TrustStore} answers it apart. */
    REVOKED,
    /** For callers that fold revocation into the path; {@link TrustStore} answers it apart. */
    REVOCATION_UNKNOWN,
    WEAK_ALGORITHM,
    /** An extension that must be understood cannot be read. */
    MALFORMED
  }
}
