package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sealgate.certificate.EmailAddress;

/** The statements over the tables of identities and addresses. */
final class Identities {
  /** Promise 2: the later start of validity is the newer; then the later end; then the id. */
  private static final String NEWEST =
      """
      SELECT a.seq FROM addresses a JOIN identities i ON i.seq = a.seq
      WHERE a.address = ? AND a.encrypts = 1 AND i.state NOT IN ('REVOKED', 'PENDING')
      ORDER BY i.not_before DESC, i.not_after DESC, i.id LIMIT 1
      """;

  private final Vault archive;

  Identities(Vault archive) {
    this.archive = archive;
  }

  /** How an address is compared: without regard to case, as EmailAddress does. */
  static String key(EmailAddress address) {
    return address.toString().toLowerCase(Locale.ROOT);
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

  /** So many identities above a sequence number whose data key is under the master key. */
  List<IdentityRow> wrapped(Connection connection, int above, int most) throws SQLException {
    return query(
        connection, "WHERE seq > ? AND length(data_key) > 0 ORDER BY seq LIMIT ?", above, most);
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
    return first(connection, "SELECT count(*) FROM identities WHERE id <> ?", "").orElseThrow();
  }

  List<IdentityRow> of(Connection connection, EmailAddress address) throws SQLException {
    return query(
        connection,
        "WHERE seq IN (SELECT seq FROM addresses WHERE address = ?)"
            + " ORDER BY not_before DESC, not_after DESC, id",
        key(address));
  }

  List<IdentityRow> ownedBy(Connection connection, EmailAddress owner) throws SQLException {
    return query(
        connection,
        "WHERE lower(owner) = ? ORDER BY not_before DESC, not_after DESC, id",
        key(owner));
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

  /** Takes an identity out of the choice of every address, so that it is never active again. */
  void withdraw(Connection connection, int sequence) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE addresses SET encrypts = 0, active = 0 WHERE seq = ?")) {
      update.setInt(1, sequence);
      update.executeUpdate();
    }
  }

  Optional<IdentityRow> active(Connection connection, EmailAddress address) throws SQLException {
    return query(
            connection,
            "WHERE seq = (SELECT seq FROM addresses"
                + " WHERE address = ? AND active = 1 AND encrypts = 1)",
            key(address))
        .stream()
        .findFirst();
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
          taker.accept(IdentityRow.of(rows, archive));
        }
      }
    }
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

  /**
   * Enters the addresses of a new row.
   *
   * @param active those whose active identity it is; nobody else is any more
   */
  void insertAddresses(
      Connection connection, int sequence, ArchivedIdentity entry, Set<EmailAddress> active)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO addresses (address, seq, encrypts, active) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (EmailAddress address : entry.certificate().addresses()) {
        insert.setString(1, key(address));
        insert.setInt(2, sequence);
        insert.setInt(3, entry.purpose().encrypts() ? 1 : 0);
        insert.setInt(4, active.contains(address) ? 1 : 0);
        insert.executeUpdate();
      }
    }
  }

  /**
   * Makes the newest encryption identity the active one of an address.
   *
   * @return whose place in the address changed
   */
  List<Integer> activateNewest(Connection connection, EmailAddress address) throws SQLException {
    String key = key(address);
    Optional<Integer> newest = first(connection, NEWEST, key);
    Optional<Integer> current =
        first(
            connection,
            "SELECT seq FROM addresses WHERE address = ? AND active = 1 AND encrypts = 1",
            key);
    if (newest.equals(current)) {
      return List.of();
    }
    List<Integer> changed = new ArrayList<>();
    if (current.isPresent()) {
      setActive(connection, address, current.get(), false);
      changed.add(current.get());
    }
    if (newest.isPresent()) {
      setActive(connection, address, newest.get(), true);
      changed.add(newest.get());
    }
    return changed;
  }

  void setActive(Connection connection, EmailAddress address, int sequence, boolean active)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE addresses SET active = ? WHERE address = ? AND seq = ?")) {
      update.setInt(1, active ? 1 : 0);
      update.setString(2, key(address));
      update.setInt(3, sequence);
      update.executeUpdate();
    }
  }

  /** True where the identity is the active one of some address. */
  boolean isActive(Connection connection, int sequence) throws SQLException {
    return first(
            connection, "SELECT 1 FROM addresses WHERE seq = ? AND active = 1 LIMIT 1", sequence)
        .isPresent();
  }

  /** Moves a row to another state, and its tag with it. */
  void setState(Connection connection, IdentityRow row, KeyState state) throws SQLException {
    ArchivedIdentity moved = row.entry().in(state);
    byte[] tag = IdentityRow.tag(moved, row.encoded(), archive);
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

  private static Optional<Integer> first(Connection connection, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, parameter);
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
      }
    }
  }
}
