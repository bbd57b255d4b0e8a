package org.sealgate.trust;

import java.util.Locale;

/**
 * A constraint on host names.
 *
 * @param domain in lower case, without a leading dot
 * @param itself true when the domain itself matches
 * @param subdomains true when those below it match
 */
record DomainPattern(String domain, boolean itself, boolean subdomains) {

  /** As for DNS names: {@code example.org} stands for itself and everything below. */
  static DomainPattern subtree(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith(".")
        ? new DomainPattern(lower.substring(1), false, true)
        : new DomainPattern(lower, true, true);
  }

  /** As for mailboxes and URIs: {@code host} for itself, {@code .domain} for all below it. */
  static DomainPattern exact(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith(".")
        ? new DomainPattern(lower.substring(1), false, true)
        : new DomainPattern(lower, true, false);
  }

  /** True for a host without white space, empty labels or a trailing dot. */
  static boolean readable(String host) {
    return !host.isEmpty()
        && host.charAt(0) != '.'
        && !host.endsWith(".")
        && !host.contains("..")
        && host.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  boolean matches(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (!readable(host)) {
      return false;
    }
    // The empty constraint stands for every host.
    return domain.isEmpty()
        || (itself && lower.equals(domain))
        || (subdomains && lower.endsWith("." + domain));
  }

  /** True when what is constrained lies below the host. */
  boolean below(String host) {
    return domain.endsWith("." + host.toLowerCase(Locale.ROOT));
  }
}
