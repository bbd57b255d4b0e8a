package org.sealgate.archive;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sealgate.SmimeException;
import org.sealgate.cms.RecipientIdentifier;

/**
 * The index over all rows, filled at opening and grown as rows come in, ours or another process'. A
 * look-up that finds nothing first asks whether somebody else has written meanwhile: of what this
 * process has heard of at once, and now and then of the database itself, whose news may be on its
 * way. So a key is found from a tenth of a second after it came in on another node, however late
 * the news.
 */
final class IndexedIdentities {
  private final Store store;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final IdentifierIndex index = new IdentifierIndex(1_000);
  private final Questions questions = new Questions(System::nanoTime);
  private final ReentrantLock loading = new ReentrantLock();
  private int last;
  private volatile long version = -1;

  IndexedIdentities(Store store) {
    this.store = store;
  }

  /** Fills the index, before anybody looks up. */
  void fill() {
    lock.writeLock().lock();
    try {
      version = store.version();
      last = store.snapshot(connection -> IndexStore.load(connection, index, 0));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Takes in the rows that came since the last time; nobody waits for the database meanwhile. */
  void load() {
    loading.lock();
    try {
      long asOf = store.version();
      enter(store.snapshot(connection -> IndexStore.since(connection, last)));
      version = asOf;
    } finally {
      loading.unlock();
    }
  }

  private void enter(List<IndexStore.Entry> entries) {
    lock.writeLock().lock();
    try {
      for (IndexStore.Entry entry : entries) {
        index.put(entry.hash(), entry.sequence());
        last = entry.sequence();
      }
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
    if (found.length > 0) {
      return found;
    }
    if (changedElsewhere()) {
      load();
      return lookUp(identifier);
    }
    return asked() ? lookUp(identifier) : found;
  }

  /** True where it was time to ask the database, and it answered: mail to known keys goes on. */
  private boolean asked() {
    if (!questions.mayAsk()) {
      return false;
    }
    try {
      load();
      return true;
    } catch (SmimeException e) {
      questions.unanswered();
      return false;
    }
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
