package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;

/** The statements over the table of identities; what is read has its tag checked. */
final class Identities {
  private final Keyring keyring;

  Identities(Keyring keyring) {
    this.keyring = keyring;
  }

  Optional<IdentityRow> bySequence(Connection connection, int sequence) throws SQLException {
    return query(connection, "WHERE seq = ?", sequence).stream().findFirst();
  }

  Optional<IdentityRow> byId(Connection connection, String id) throws SQLException {
    return query(connection, "WHERE id = ?", id).stream().findFirst();
  }

  List<IdentityRow> startingWith(Connection connection, String prefix) throws SQLException {
    String next = prefix + Character.MAX_VALUE;
    return query(
        connection, "WHERE id >= ? AND id < ? ORDER BY not_before DESC, seq", prefix, next);
  }

  /** Hands out every row, newest first; within a transaction they are not all in memory. */
  void each(Connection connection, Consumer<IdentityRow> taker) throws SQLException {
    query(connection, taker, "ORDER BY not_before DESC, seq");
  }

  /** So many encryption identities above a sequence number, in its order. */
  List<IdentityRow> decrypting(Connection connection, int above, int most) throws SQLException {
    return query(
        connection,
        "WHERE seq > ? AND purpose = 'ENCRYPTION' AND private_key IS NOT NULL"
            + " ORDER BY seq LIMIT ?",
        above,
        most);
  }

  /** So many identities above a sequence number, in its order. */
  List<IdentityRow> above(Connection connection, int sequence, int most) throws SQLException {
    return query(connection, "WHERE seq > ? ORDER BY seq LIMIT ?", sequence, most);
  }

  /** Some encryption identities that the gateway decrypts with, at random. */
  List<ArchivedIdentity> anyInCustodyOfGateway(Connection connection, int most)
      throws SQLException {
    return query(
            connection,
            "WHERE purpose = 'ENCRYPTION' AND custody = 'GATEWAY' AND private_key IS NOT NULL"
                + " ORDER BY random() LIMIT ?",
            most)
        .stream()
        .map(IdentityRow::entry)
        .toList();
  }

  int count(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM identities");
        var rows = select.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  List<IdentityRow> of(Connection connection, EmailAddress address) throws SQLException {
    List<IdentityRow> rows =
        query(
            connection,
            "WHERE seq IN (SELECT seq FROM addresses WHERE address = ?)"
                + " ORDER BY not_before DESC, not_after DESC, id",
            Addresses.key(address));
    rows.forEach(row -> requireNamed(row, address));
    return rows;
  }

  List<IdentityRow> ownedBy(Connection connection, EmailAddress owner) throws SQLException {
    return query(
        connection,
        "WHERE lower(owner) = ? ORDER BY not_before DESC, not_after DESC, id",
        Addresses.key(owner));
  }

  void activeUntil(Connection connection, Instant end, Consumer<IdentityRow> taker)
      throws SQLException {
    query(
        connection,
        taker,
        "WHERE state = 'ACTIVE' AND not_after < ? ORDER BY not_after, id",
        end.toEpochMilli());
  }

  /** So many ids after an id, in the order in which they came in. */
  List<String> ids(Connection connection, String after, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM identities"
                + " WHERE seq > COALESCE((SELECT seq FROM identities WHERE id = ?), 0)"
                + " ORDER BY seq LIMIT ?")) {
      select.setString(1, after);
      select.setInt(2, most);
      try (var rows = select.executeQuery()) {
        List<String> ids = new ArrayList<>();
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
        return ids;
      }
    }
  }

  Optional<IdentityRow> active(Connection connection, EmailAddress address) throws SQLException {
    Optional<IdentityRow> row =
        query(
                connection,
                "WHERE seq = (SELECT seq FROM addresses"
                    + " WHERE address = ? AND active = 1 AND encrypts = 1)",
                Addresses.key(address))
            .stream()
            .findFirst();
    row.ifPresent(found -> requireNamed(found, address));
    return row;
  }

  /** The table of addresses has no tags: what it says has to agree with the rows, which have. */
  private static void requireNamed(IdentityRow row, EmailAddress address) {
    if (!row.entry().certificate().names(address)) {
      throw SmimeException.malformed(
          "the addresses of the key archive were changed by another program: "
              + address
              + " belongs to no certificate of "
              + row.entry().id()
              + "; restore it from a backup");
    }
  }

  private List<IdentityRow> query(Connection connection, String clause, Object... parameters)
      throws SQLException {
    List<IdentityRow> found = new ArrayList<>();
    query(connection, found::add, clause, parameters);
    return found;
  }

  private void query(
      Connection connection, Consumer<IdentityRow> taker, String clause, Object... parameters)
      throws SQLException {
    String sql = "SELECT " + IdentityRow.COLUMNS + " FROM identities " + clause;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 1, parameters[i]);
      }
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          taker.accept(genuine(connection, IdentityRow.of(rows)));
        }
      }
    }
  }

  private IdentityRow genuine(Connection connection, IdentityRow row) throws SQLException {
    if (keyring.rowTags().isGenuine(row.tag(), row.tagged())) {
      return row;
    }
    // Nothing was changed but the master key, by another process?
    keyring.requireCurrent(connection);
    throw SmimeException.malformed(
        "the entry "
            + row.entry().id()
            + " of the key archive was changed by another program: restore it from a backup");
  }

  /** Stores a new row; its sequence number. Its addresses and its place in the index come after. */
  int insert(Connection connection, IdentityRow row) throws SQLException {
    var x509 = row.entry().certificate().x509();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO identities (id, certificate, chain, purpose, state, not_before, not_after,"
                + " imported_at, owner, data_key, private_key, tag, recovery_key)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq")) {
      insert.setString(1, row.entry().id());
      insert.setBytes(2, row.certificate());
      insert.setBytes(3, row.chain());
      insert.setString(4, row.entry().purpose().name());
      insert.setString(5, row.entry().state().name());
      insert.setLong(6, x509.getNotBefore().toInstant().toEpochMilli());
      insert.setLong(7, x509.getNotAfter().toInstant().toEpochMilli());
      insert.setLong(8, row.entry().importedAt().toEpochMilli());
      insert.setString(9, row.entry().owner());
      insert.setBytes(10, row.key().dataKey());
      insert.setBytes(11, row.key().privateKey());
      insert.setBytes(12, row.tag());
      insert.setBytes(13, row.key().recoveryKey());
      try (var rows = insert.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** Moves a row to another state, and its tag with it. */
  void setState(Connection connection, IdentityRow row, KeyState state) throws SQLException {
    ArchivedIdentity moved = row.entry().in(state);
    keyring.requireCurrent(connection);
    byte[] tag = keyring.rowTags().of(IdentityRow.tagged(moved, row.encoded()));
    String key = state == KeyState.DESTROYED ? ", data_key = NULL, private_key = NULL" : "";
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE identities SET state = ?, tag = ?" + key + " WHERE seq = ?")) {
      update.setString(1, state.name());
      update.setBytes(2, tag);
      update.setInt(3, row.sequence());
      update.executeUpdate();
    }
  }
}
