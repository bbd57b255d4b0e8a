package org.sealgate.archive;

import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Unwrapped private keys, kept for a bounded time and number, least recently used out first. The
 * key objects are let go, not destroyed: another thread may be decrypting with one.
 */
final class KeyCache {
  private final int capacity;
  private final long nanosToLive;
  private final LongSupplier ticker;
  private final Map<Integer, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long generation;

  /** Keeps so many keys for so long after they were unwrapped. */
  KeyCache(int capacity, long nanosToLive, LongSupplier ticker) {
    this.capacity = capacity;
    this.nanosToLive = nanosToLive;
    this.ticker = ticker;
  }

  private record Entry(ArchivedIdentity identity, PrivateKey key, long until) {}

  /** What the cache gives back. */
  record Cached(ArchivedIdentity identity, PrivateKey key) {}

  synchronized @Nullable Cached get(int sequence) {
    Entry entry = entries.get(sequence);
    if (entry == null) {
      return null;
    }
    if (ticker.getAsLong() - entry.until >= 0) {
      entries.remove(sequence);
      return null;
    }
    return new Cached(entry.identity, entry.key);
  }

  /** Goes up with every change that lets go of keys. */
  synchronized long generation() {
    return generation;
  }

  /**
   * Keeps a key that was read from its row.
   *
   * @param readAt the generation before the row was read: where the row may have changed meanwhile,
   *     the key is not kept
   */
  synchronized void put(int sequence, Cached cached, long readAt) {
    if (readAt != generation) {
      return;
    }
    entries.put(sequence, new Entry(cached.identity, cached.key, ticker.getAsLong() + nanosToLive));
    if (entries.size() > capacity) {
      var eldest = entries.entrySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Lets go of the keys of these identities. */
  synchronized void removeAll(Set<String> ids) {
    generation++;
    entries.values().removeIf(entry -> ids.contains(entry.identity.id()));
  }

  synchronized void clear() {
    generation++;
    entries.clear();
  }
}
