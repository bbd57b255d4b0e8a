package org.sealgate.trust;

import java.util.Set;

/**
 * The inputs of path validation about certificate policies (RFC 5280, 6.1.1 c to g).
 *
 * @param acceptable object identifiers of the policies that will do; {@link #ANY} for all
 * @param requireExplicit true where the path must be valid for one of them
 * @param inhibitMapping true where policy mappings do not count
 * @param inhibitAny true where anyPolicy in a certificate does not count
 */
public record PathPolicies(
    Set<String> acceptable, boolean requireExplicit, boolean inhibitMapping, boolean inhibitAny) {
  /** The object identifier of anyPolicy. */
  public static final String ANY = "2.5.29.32.0";

  /** Nothing asked of policies beyond what the certificates themselves ask. */
  public static final PathPolicies NONE = new PathPolicies(Set.of(ANY), false, false, false);

  public PathPolicies {
    acceptable = Set.copyOf(acceptable);
  }

  /** A path must be valid for one of these policies. */
  public static PathPolicies requiring(Set<String> policies) {
    return new PathPolicies(policies, true, false, false);
  }
}
