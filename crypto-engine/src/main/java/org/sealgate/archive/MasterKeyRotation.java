package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * Changes the master key in batches, and with it the key of the tags over rows. The first
 * transaction seals the archive's secret under the new master key, and the old master key beside
 * it: from then on the new one opens the archive and everything in it, whether wrapped and tagged
 * anew or not yet, and the old one opens nothing. Each batch notes how far it came; the last
 * transaction forgets the old keys. Whatever dies in between is finished by running it again.
 */
final class MasterKeyRotation {
  private static final String PROGRESS = "rotation";
  private static final int BATCH = 500;

  private final Store store;
  private final Clock clock;
  private final int batch;

  MasterKeyRotation(Store store, Clock clock) {
    this(store, clock, BATCH);
  }

  /** The same with so many keys in a transaction. */
  MasterKeyRotation(Store store, Clock clock, int batch) {
    this.store = store;
    this.clock = clock;
    this.batch = batch;
  }

  /** True where one was begun and is not finished. */
  static boolean isUnfinished(Connection connection) throws SQLException {
    return Meta.get(connection, PROGRESS).isPresent();
  }

  /**
   * Begins one, or finishes the one that was begun.
   *
   * @return how many keys it wrapped anew, those before an interruption included
   * @throws SmimeException WRONG_PASSWORD where the archive opens with neither: where one is
   *     unfinished, only its own new master key does
   */
  int run(MasterKey from, MasterKey to) {
    if (!store.read(MasterKeyRotation::isUnfinished)) {
      begin(from, to);
    }
    try (Keyring keyring = opened(to)) {
      Progress progress = store.write(connection -> batch(connection, keyring));
      while (!progress.isDone) {
        progress = store.write(connection -> batch(connection, keyring));
      }
      store.scrub();
      return progress.count;
    }
  }

  /** The first transaction: from it on the new master key counts. */
  void begin(MasterKey from, MasterKey to) {
    try (Keyring old = Keyring.open(store, from, MasterKeyDerivation.Cost.DEFAULT);
        Keyring next = old.rotatedTo(to, MasterKeyDerivation.Cost.DEFAULT)) {
      store.write(connection -> {
        old.requireCurrent(connection);
        next.store(connection);
        new Progress(0, 0, false).put(connection);
        new AuditChain(old.archive(), clock).append(connection, AuditEvent.ROTATED, "", "begun");
        return true;
      });
    }
  }

  private Keyring opened(MasterKey to) {
    try {
      return Keyring.open(store, to, MasterKeyDerivation.Cost.DEFAULT);
    } catch (SmimeException e) {
      if (e.code() != ErrorCode.WRONG_PASSWORD) {
        throw e;
      }
      throw new SmimeException(
          ErrorCode.WRONG_PASSWORD,
          "a change of the master key was begun and is not finished: finish it with the new master"
              + " key it was begun with",
          e);
    }
  }

  private Progress batch(Connection connection, Keyring keyring) throws SQLException {
    keyring.requireCurrent(connection);
    Optional<Progress> begun = Progress.of(connection);
    if (begun.isEmpty()) {
      // Another process has finished it.
      return new Progress(0, 0, true);
    }
    Progress progress = begun.get();
    List<IdentityRow> rows = new Identities(keyring).above(connection, progress.last, batch);
    if (rows.isEmpty()) {
      return finish(connection, keyring, progress);
    }
    int count = progress.count;
    for (IdentityRow row : rows) {
      renew(connection, row, keyring);
      count += isUnderAMasterKey(row) ? 1 : 0;
    }
    Progress next = new Progress(rows.getLast().sequence(), count, false);
    next.put(connection);
    return next;
  }

  /** Not what was destroyed, nor what is in escrow. */
  private static boolean isUnderAMasterKey(IdentityRow row) {
    return row.wrapped() != null && row.key().dataKey().length > 0;
  }

  /** Tags a row anew, and wraps its data key anew where it is under a master key. */
  private static void renew(Connection connection, IdentityRow row, Keyring keyring)
      throws SQLException {
    boolean wraps = isUnderAMasterKey(row);
    String key = wraps ? ", data_key = ?" : "";
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE identities SET tag = ?" + key + " WHERE seq = ?")) {
      int next = 1;
      update.setBytes(next++, keyring.rowTags().of(row.tagged()));
      if (wraps) {
        KeySealing sealing = new KeySealing(keyring);
        byte[] dataKey = sealing.underThisMaster(row.key().dataKey(), KeySealing.Bound.to(row));
        update.setBytes(next++, dataKey);
      }
      update.setInt(next, row.sequence());
      update.executeUpdate();
    }
  }

  private Progress finish(Connection connection, Keyring keyring, Progress progress)
      throws SQLException {
    new PendingKeys(keyring).rewrap(connection);
    new Quorums(keyring).retag(connection);
    Keyring.dropPrevious(connection);
    Meta.drop(connection, PROGRESS);
    new AuditChain(keyring.archive(), clock)
        .append(connection, AuditEvent.ROTATED, "", progress.count + " keys");
    return new Progress(progress.last, progress.count, true);
  }

  /**
   * How far it came.
   *
   * @param last the highest number whose key was wrapped anew
   * @param count how many were
   * @param isDone true once none is left
   */
  private record Progress(int last, int count, boolean isDone) {
    static Optional<Progress> of(Connection connection) throws SQLException {
      return Meta.get(connection, PROGRESS)
          .map(ByteBuffer::wrap)
          .map(octets -> new Progress(octets.getInt(), octets.getInt(), false));
    }

    void put(Connection connection) throws SQLException {
      byte[] octets = ByteBuffer.allocate(2 * Integer.BYTES).putInt(last).putInt(count).array();
      Meta.put(connection, PROGRESS, octets);
    }
  }
}
