package org.sealgate.archive;

import java.util.Arrays;

/**
 * From the 64-bit hash of a recipient identifier to the sequence numbers of the identities that
 * have it: open addressing with linear probing, so that a million entries take 24 MB and a look-up
 * a memory access or two. A hash is a hint; the caller verifies against the row. One hash may lead
 * to several identities: they lie in the same run of slots.
 */
final class IdentifierIndex {
  private static final int EMPTY = 0;
  private static final int MOST_SLOTS = 1 << 28;
  private long[] hashes;
  private int[] sequences;
  private int size;

  IdentifierIndex(int expected) {
    int capacity = Integer.highestOneBit(Math.max(16, expected * 2 - 1)) << 1;
    hashes = new long[capacity];
    sequences = new int[capacity];
  }

  /** Enters a sequence number, which is above zero, under a hash. */
  void put(long hash, int sequence) {
    if (size >= hashes.length / 4 * 3) {
      grow();
    }
    if (insert(hash, sequence)) {
      size++;
    }
  }

  /** Makes room for so many more entries at once. */
  void reserve(int more) {
    while (size + (long) more >= hashes.length / 4 * 3L && hashes.length < MOST_SLOTS) {
      grow();
    }
  }

  /** The sequence numbers under a hash, in the order they came. */
  int[] get(long hash) {
    int[] found = new int[0];
    int mask = hashes.length - 1;
    for (int slot = slot(hash); sequences[slot] != EMPTY; slot = (slot + 1) & mask) {
      if (hashes[slot] == hash) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = sequences[slot];
      }
    }
    return found;
  }

  int size() {
    return size;
  }

  private boolean insert(long hash, int sequence) {
    int mask = hashes.length - 1;
    int slot = slot(hash);
    while (sequences[slot] != EMPTY) {
      if (hashes[slot] == hash && sequences[slot] == sequence) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    hashes[slot] = hash;
    sequences[slot] = sequence;
    return true;
  }

  private int slot(long hash) {
    return (int) (hash ^ (hash >>> 32)) & (hashes.length - 1);
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldSequences = sequences;
    hashes = new long[oldHashes.length * 2];
    sequences = new int[oldSequences.length * 2];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldSequences[i] != EMPTY) {
        insert(oldHashes[i], oldSequences[i]);
      }
    }
  }
}
