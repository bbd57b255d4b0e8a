package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sealgate.cms.RecipientIdentifier;

/**
 * The index over all rows, filled at opening and grown as rows come in, ours or another process'. A
 * look-up that finds nothing first asks whether somebody else has written meanwhile.
 */
final class IndexedIdentities {
  private final Database database;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final IdentifierIndex index = new IdentifierIndex(1_000);
  private int last;
  private long version = -1;

  IndexedIdentities(Database database) {
    this.database = database;
  }

  /** Takes in the rows that came since the last time. */
  void load() {
    lock.writeLock().lock();
    try {
      version = database.foreignChanges();
      database.read(this::loadNew);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private int loadNew(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, hashes FROM identities WHERE seq > ? ORDER BY seq")) {
      select.setInt(1, last);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          int sequence = rows.getInt(1);
          ByteBuffer hashes = ByteBuffer.wrap(rows.getBytes(2));
          while (hashes.remaining() >= Long.BYTES) {
            index.put(hashes.getLong(), sequence);
          }
          last = sequence;
        }
      }
    }
    return last;
  }

  /** The sequence numbers that may have the identifier, newest first. */
  int[] find(RecipientIdentifier identifier) {
    List<Long> hashes = Identifiers.hashesOf(identifier);
    int[] found = lookUp(hashes);
    if (found.length == 0 && changedElsewhere()) {
      load();
      found = lookUp(hashes);
    }
    return found;
  }

  private boolean changedElsewhere() {
    return database.foreignChanges() != version;
  }

  private int[] lookUp(List<Long> hashes) {
    lock.readLock().lock();
    try {
      for (long hash : hashes) {
        int[] found = index.get(hash);
        if (found.length > 0) {
          return descending(found);
        }
      }
      return new int[0];
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
