package org.sealgate.archive;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sealgate.cms.RecipientIdentifier;

/**
 * The index over all rows, filled at opening and grown as rows come in, ours or another process'. A
 * look-up that finds nothing first asks whether somebody else has written meanwhile.
 */
final class IndexedIdentities {
  private final Store store;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final IdentifierIndex index = new IdentifierIndex(1_000);
  private int last;
  private long version = -1;

  IndexedIdentities(Store store) {
    this.store = store;
  }

  /** Takes in the rows that came since the last time. */
  void load() {
    lock.writeLock().lock();
    try {
      version = store.version();
      last = store.snapshot(connection -> IndexStore.load(connection, index, last));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Packs what came in since the last time, so that the next opening is fast. */
  void pack() {
    if (store.snapshot(IndexStore::wantsPacking)) {
      store.write(IndexStore::pack);
    }
  }

  /** The sequence numbers that may have the identifier, newest first. */
  int[] find(RecipientIdentifier identifier) {
    int[] found = lookUp(identifier);
    if (found.length == 0 && changedElsewhere()) {
      load();
      found = lookUp(identifier);
    }
    return found;
  }

  private boolean changedElsewhere() {
    return store.version() != version;
  }

  /** As written first; an issuer in canonical form costs more and is rarely needed. */
  private int[] lookUp(RecipientIdentifier identifier) {
    int[] found = lookUp(Identifiers.hashOf(identifier));
    if (found.length > 0) {
      return found;
    }
    OptionalLong canonical = Identifiers.canonicalHashOf(identifier);
    return canonical.isPresent() ? lookUp(canonical.getAsLong()) : found;
  }

  private int[] lookUp(long hash) {
    lock.readLock().lock();
    try {
      return descending(index.get(hash));
    } finally {
      lock.readLock().unlock();
    }
  }

  private static int[] descending(int[] sequences) {
    Arrays.sort(sequences);
    for (int i = 0; i < sequences.length / 2; i++) {
      int other = sequences.length - 1 - i;
      int kept = sequences[i];
      sequences[i] = sequences[other];
      sequences[other] = kept;
    }
    return sequences;
  }
}
