package org.sealgate.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.trust.PathResult.Trusted;

/**
 * Paths that were found valid, by leaf: the same chains come again and again. Whether a path is
 * valid depends on the time only through the validity of its certificates, so an entry answers for
 * every instant within all of them. Thread-safe; forgets the least recently used.
 */
final class ValidatedPaths {
  /** Chains kept; each holds a few kB. */
  static final int CAPACITY = 10_000;

  private record Key(byte[] der, int hash) {
    Key(byte[] der) {
      this(der, Arrays.hashCode(der));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && hash == that.hash && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** A path and the time for which it is valid. */
  record Known(Trusted result, List<Node> nodes, Instant from, Instant until) {
    static Known of(Trusted result, List<Node> nodes) {
      // The anchor's own validity counts only where it stands alone (RFC 5280, 6.1.1 d).
      List<Node> counted = nodes.size() == 1 ? nodes : nodes.subList(0, nodes.size() - 1);
      Instant from = Instant.MIN;
      Instant until = Instant.MAX;
      for (Node node : counted) {
        Instant begin = node.certificate().getNotBefore().toInstant();
        Instant end = node.certificate().getNotAfter().toInstant();
        from = begin.isAfter(from) ? begin : from;
        until = end.isBefore(until) ? end : until;
      }
      return new Known(result, nodes, from, until);
    }

    boolean answers(ValidationTime time) {
      return switch (time) {
        case ValidationTime.AnyTime any -> true;
        case ValidationTime.At(Instant at) -> !at.isBefore(from) && !at.isAfter(until);
      };
    }
  }

  private final Map<Key, Known> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > CAPACITY;
        }
      };

  Optional<Known> find(X509Certificate leaf, ValidationTime time) {
    Key key = key(leaf);
    Known entry;
    synchronized (entries) {
      entry = entries.get(key);
    }
    return Optional.ofNullable(entry).filter(known -> known.answers(time));
  }

  void keep(X509Certificate leaf, Known entry) {
    Key key = key(leaf);
    synchronized (entries) {
      entries.put(key, entry);
    }
  }

  private static Key key(X509Certificate leaf) {
    try {
      return new Key(leaf.getEncoded());
    } catch (CertificateEncodingException e) {
      return new Key(new byte[0]);
    }
  }
}
