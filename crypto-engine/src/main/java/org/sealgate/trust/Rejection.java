package org.sealgate.trust;

import org.sealgate.trust.PathResult.Problem;
import org.sealgate.trust.PathResult.Untrusted;

/** Ends the validation of one path; never leaves this package, and costs no stack trace. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  Rejection(Problem problem, String reason) {
    super(reason, null, false, false);
    this.problem = problem;
  }

  Untrusted result() {
    return new Untrusted(problem, String.valueOf(getMessage()));
  }
}
