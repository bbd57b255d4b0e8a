package org.sealgate.gateway.conformance;

/** A row that cannot be run, or that says nothing that could be compared. */
final class Skipped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Skipped(String reason) {
    super(reason);
  }

  Skipped(String reason, Throwable cause) {
    super(reason, cause);
  }
}
