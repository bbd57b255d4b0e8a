package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Wraps every data key under a new master key, in one transaction: after a crash the old master key
 * still opens everything, after the commit only the new one does.
 */
final class MasterKeyRotation {
  private final Keyring from;
  private final Keyring to;

  MasterKeyRotation(Keyring from, Keyring to) {
    this.from = from;
    this.to = to;
  }

  /** The number of keys that were wrapped anew. */
  int run(Connection connection) throws SQLException {
    KeySealing before = new KeySealing(from.master());
    KeySealing after = new KeySealing(to.master());
    int count = 0;
    try (Statement select = connection.createStatement();
        PreparedStatement update =
            connection.prepareStatement("UPDATE identities SET data_key = ? WHERE seq = ?");
        var rows =
            select.executeQuery(
                "SELECT seq, id, certificate, data_key FROM identities"
                    + " WHERE data_key IS NOT NULL")) {
      while (rows.next()) {
        var bound = new KeySealing.Bound(rows.getString(2), rows.getBytes(3));
        update.setBytes(1, before.rewrapped(rows.getBytes(4), after, bound));
        update.setInt(2, rows.getInt(1));
        update.addBatch();
        count++;
        if (count % 1_000 == 0) {
          update.executeBatch();
        }
      }
      update.executeBatch();
    }
    return count;
  }
}
