package org.sealgate.trust;

/**
 * What building one path may cost (promise 7). Reaching a limit ends the search; the answer is then
 * what was found by that time.
 *
 * @param pathLength certificates in a path, the anchor included
 * @param paths complete paths that are validated
 * @param steps certificates looked at as possible issuers
 * @param untrusted certificates taken from a message
 */
public record TrustLimits(int pathLength, int paths, int steps, int untrusted) {
  /** Far beyond what any public or private hierarchy needs. */
  public static final TrustLimits DEFAULT = new TrustLimits(20, 50, 2_000, 500);
}
