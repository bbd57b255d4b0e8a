package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;

/**
 * Issuers' names in the form in which names are compared, each worked out once: it takes some five
 * microseconds, a message may name a thousand recipients, and authorities are few. Bounded;
 * thread-safe.
 */
final class CanonicalIssuers {
  private static final int MOST = 1_000;

  /** Longer names are worked out each time, so that strangers cannot fill the memory. */
  private static final int LONGEST = 1 << 10;

  private static final Map<ByteBuffer, Optional<byte[]>> KNOWN = new ConcurrentHashMap<>();

  private CanonicalIssuers() {}

  /**
   * The canonical form; empty where the octets are no name.
   *
   * @param issuer a Name in DER, as it was received
   */
  static Optional<byte[]> of(byte[] issuer) {
    Optional<byte[]> known = KNOWN.get(ByteBuffer.wrap(issuer));
    if (known != null) {
      return known;
    }
    Optional<byte[]> canonical = canonical(issuer);
    if (issuer.length <= LONGEST) {
      if (KNOWN.size() >= MOST) {
        KNOWN.clear();
      }
      KNOWN.put(ByteBuffer.wrap(issuer.clone()), canonical);
    }
    return canonical;
  }

  private static Optional<byte[]> canonical(byte[] issuer) {
    try {
      return Optional.of(Vault.utf8(new X500Principal(issuer).getName(X500Principal.CANONICAL)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
