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
  private final Keyring keyring;
  private final KeySealing sealing;
  private final KeyCache cache;

  UnwrappedKeys(Store store, Keyring keyring, KeyCache cache) {
    this.store = store;
    this.identities = new Identities(keyring);
    this.keyring = keyring;
    this.sealing = new KeySealing(keyring);
    this.cache = cache;
  }

  /** The identity of that number with its key; empty where the gateway has it no more. */
  Optional<Cached> of(int sequence) {
    Cached cached = cache.get(sequence);
    if (cached != null) {
      return Optional.of(cached);
    }
    long generation = cache.generation();
    IdentityRow row =
        store.read(connection -> identities.bySequence(connection, sequence)).orElseThrow();
    if (row.wrapped() == null || row.entry().custody() == Custody.ESCROW) {
      return Optional.empty();
    }
    Cached opened = new Cached(row.entry(), opened(row));
    cache.put(sequence, opened, generation);
    return Optional.of(opened);
  }

  /**
   * The key of a row.
   *
   * @throws SmimeException NO_KEY where it was destroyed, REFUSED where it is in escrow, MALFORMED
   *     where it was changed
   */
  PrivateKey of(IdentityRow row) {
    return of(row.sequence()).map(Cached::key).orElseThrow(() -> absent(row.entry()));
  }

  /** Opens the key of a row and compares it with the certificate; keeps nothing. */
  KeyCondition examine(IdentityRow row) {
    if (row.wrapped() == null) {
      return KeyCondition.destroyed();
    }
    if (row.entry().custody() == Custody.ESCROW) {
      return KeyCondition.inEscrow();
    }
    try {
      PrivateKey key = sealing.open(row.wrapped(), KeySealing.Bound.to(row));
      return PrivateKeys.matches(key, row.entry().certificate().x509())
          ? KeyCondition.whole()
          : KeyCondition.broken("opens, and is the key of another certificate");
    } catch (SmimeException e) {
      return KeyCondition.broken(String.valueOf(e.getMessage()));
    }
  }

  private PrivateKey opened(IdentityRow row) {
    try {
      return sealing.open(row.key(), KeySealing.Bound.to(row));
    } catch (SmimeException e) {
      // Nothing was changed but the master key, by another process?
      store.read(keyring::requireCurrent);
      throw e;
    }
  }

  private static SmimeException absent(ArchivedIdentity entry) {
    return entry.custody() == Custody.ESCROW
        ? new SmimeException(
            ErrorCode.REFUSED,
            "the key " + entry.id() + " is in escrow: ask the custodians for its recovery")
        : new SmimeException(
            ErrorCode.NO_KEY, "the key archive has no key " + entry.id() + " any more");
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
