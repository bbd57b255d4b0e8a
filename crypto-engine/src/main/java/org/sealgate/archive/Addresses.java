package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sealgate.certificate.EmailAddress;

/**
 * The statements over the table of addresses: which identities name one, and which of those is its
 * active encryption identity.
 */
final class Addresses {
  /** Promise 2: the later start of validity is the newer; then the later end; then the id. */
  private static final String NEWEST =
      """
      SELECT a.seq FROM addresses a JOIN identities i ON i.seq = a.seq
      WHERE a.address = ? AND a.encrypts = 1 AND i.state NOT IN ('REVOKED', 'PENDING')
      ORDER BY i.not_before DESC, i.not_after DESC, i.id LIMIT 1
      """;

  private Addresses() {}

  /** How an address is compared: without regard to case, as EmailAddress does. */
  static String key(EmailAddress address) {
    return address.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Enters the addresses of a new row.
   *
   * @param active those whose active identity it is; nobody else is any more
   */
  static void insert(
      Connection connection, int sequence, ArchivedIdentity entry, Set<EmailAddress> active)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO addresses (address, seq, encrypts, active) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (EmailAddress address : entry.certificate().addresses()) {
        insert.setString(1, key(address));
        insert.setInt(2, sequence);
        insert.setInt(3, entry.canBeActive() ? 1 : 0);
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
  static List<Integer> activateNewest(Connection connection, EmailAddress address)
      throws SQLException {
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

  static void setActive(Connection connection, EmailAddress address, int sequence, boolean active)
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
  static boolean isActive(Connection connection, int sequence) throws SQLException {
    return first(
            connection, "SELECT 1 FROM addresses WHERE seq = ? AND active = 1 LIMIT 1", sequence)
        .isPresent();
  }

  /** Takes an identity out of the choice of every address, so that it is never active again. */
  static void withdraw(Connection connection, int sequence) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE addresses SET encrypts = 0, active = 0 WHERE seq = ?")) {
      update.setInt(1, sequence);
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
