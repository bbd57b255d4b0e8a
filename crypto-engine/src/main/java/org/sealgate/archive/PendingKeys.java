package org.sealgate.archive;

import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.archive.IdentityRow.WrappedKey;
import org.sealgate.certificate.KeyPurpose;

/**
 * The table of keys without a certificate. Each is sealed like the key of an identity; what it is
 * bound to is its own public key. A row goes when its key has become an identity.
 */
final class PendingKeys {
  private static final String COLUMNS = "id, address, algorithm, purpose, made_at";

  private final Keyring keyring;
  private final KeySealing sealing;

  PendingKeys(Keyring keyring) {
    this.keyring = keyring;
    this.sealing = new KeySealing(keyring);
  }

  /** What a sealed key is bound to, with its purpose in the place of a certificate. */
  private static KeySealing.Bound bound(String id) {
    return new KeySealing.Bound(id, Vault.utf8("pending"));
  }

  void add(Connection connection, PendingKey pending, PrivateKey key) throws SQLException {
    keyring.requireCurrent(connection);
    WrappedKey wrapped = sealing.seal(key, bound(pending.id()), Optional.empty());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO pending ("
                + COLUMNS
                + ", data_key, private_key)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, pending.id());
      insert.setString(2, pending.address());
      insert.setString(3, pending.algorithm());
      insert.setString(4, pending.purpose().name());
      insert.setLong(5, pending.madeAt().toEpochMilli());
      insert.setBytes(6, wrapped.dataKey());
      insert.setBytes(7, wrapped.privateKey());
      insert.executeUpdate();
    }
  }

  /** All of them, oldest first. */
  List<PendingKey> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM pending ORDER BY made_at, id");
        ResultSet rows = select.executeQuery()) {
      List<PendingKey> found = new ArrayList<>();
      while (rows.next()) {
        found.add(
            new PendingKey(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                KeyPurpose.valueOf(rows.getString(4)),
                Instant.ofEpochMilli(rows.getLong(5))));
      }
      return found;
    }
  }

  /** The private key; empty where none of that public key waits. */
  Optional<PrivateKey> key(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT data_key, private_key FROM pending WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var wrapped = new WrappedKey(rows.getBytes(1), rows.getBytes(2), new byte[0]);
        return Optional.of(sealing.open(wrapped, bound(id)));
      }
    }
  }

  /** These keys wait no more: identities have them. */
  void joined(Connection connection, List<String> ids) throws SQLException {
    if (isEmpty(connection)) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM pending WHERE id = ?")) {
      for (String id : ids) {
        delete.setString(1, id);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM pending LIMIT 1");
        ResultSet rows = select.executeQuery()) {
      return !rows.next();
    }
  }

  /** Wraps every key under this master key, where it is still under the one before it. */
  void rewrap(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT data_key FROM pending WHERE id = ?");
        PreparedStatement update =
            connection.prepareStatement("UPDATE pending SET data_key = ? WHERE id = ?")) {
      for (PendingKey pending : all(connection)) {
        select.setString(1, pending.id());
        try (ResultSet rows = select.executeQuery()) {
          rows.next();
          update.setBytes(1, sealing.underThisMaster(rows.getBytes(1), bound(pending.id())));
        }
        update.setString(2, pending.id());
        update.executeUpdate();
      }
    }
  }
}
