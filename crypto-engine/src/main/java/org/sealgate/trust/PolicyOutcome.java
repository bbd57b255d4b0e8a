package org.sealgate.trust;

import java.util.Set;

/**
 * For which policies a path is valid (RFC 5280, 6.1.6).
 *
 * @param explicit true where a policy was required, by the caller or by a certificate
 * @param authority policies all authorities of the path agree on; {@link PathPolicies#ANY} for all
 * @param user those of them that the caller accepts
 */
public record PolicyOutcome(boolean explicit, Set<String> authority, Set<String> user) {
  /** No policy at all, and none required. */
  public static final PolicyOutcome NONE = new PolicyOutcome(false, Set.of(), Set.of());

  public PolicyOutcome {
    authority = Set.copyOf(authority);
    user = Set.copyOf(user);
  }
}
