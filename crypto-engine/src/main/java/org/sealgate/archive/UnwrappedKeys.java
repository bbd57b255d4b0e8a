package org.sealgate.archive;

import java.security.PrivateKey;
import java.util.Optional;
import java.util.Set;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyCache.Cached;
import org.sealgate.identity.PrivateKeys;

/** Private keys, unwrapped when they are asked for and kept for a bounded time. */
final class UnwrappedKeys {
  private final Store store;
  private final Identities identities;
  private final KeySealing sealing;
  private final KeyCache cache;

  UnwrappedKeys(Store store, Keyring keyring, KeyCache cache) {
    this.store = store;
    this.identities = new Identities(keyring.archive());
    this.sealing = new KeySealing(keyring.master());
    this.cache = cache;
  }

  /** The identity of that number with its key; empty where its key was destroyed. */
  Optional<Cached> of(int sequence) {
    Cached cached = cache.get(sequence);
    if (cached != null) {
      return Optional.of(cached);
    }
    long generation = cache.generation();
    IdentityRow row =
        store.read(connection -> identities.bySequence(connection, sequence)).orElseThrow();
    if (row.wrapped() == null) {
      return Optional.empty();
    }
    PrivateKey key = sealing.open(row.wrapped(), row.entry().id(), row.certificate());
    Cached opened = new Cached(row.entry(), key);
    cache.put(sequence, opened, generation);
    return Optional.of(opened);
  }

  /**
   * The key of a row.
   *
   * @throws SmimeException NO_KEY where it was destroyed, MALFORMED where it was changed
   */
  PrivateKey of(IdentityRow row) {
    return of(row.sequence())
        .map(Cached::key)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.NO_KEY, "the key archive has no key " + row.entry().id() + " any more"));
  }

  /** Opens the key of a row and compares it with the certificate; keeps nothing. */
  KeyCondition examine(IdentityRow row) {
    if (row.wrapped() == null) {
      return KeyCondition.destroyed();
    }
    try {
      PrivateKey key = sealing.open(row.wrapped(), row.entry().id(), row.certificate());
      return PrivateKeys.matches(key, row.entry().certificate().x509())
          ? KeyCondition.whole()
          : KeyCondition.broken("opens, and is the key of another certificate");
    } catch (SmimeException e) {
      return KeyCondition.broken(String.valueOf(e.getMessage()));
    }
  }

  /** Lets go of the keys of these identities. */
  void forget(Set<String> ids) {
    cache.removeAll(ids);
  }

  /** Lets go of every key. */
  void clear() {
    cache.clear();
  }
}
