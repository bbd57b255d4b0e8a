package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** The statements over the table of what an archive has once: a value for a name. */
final class Meta {
  private Meta() {}

  /** The value; empty where there is none. */
  static Optional<byte[]> get(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (var rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(rows.getBytes(1)).filter(value -> value.length > 0)
            : Optional.empty();
      }
    }
  }

  /** Puts a value in the place of what was there. */
  static void put(Connection connection, String name, byte[] value) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO meta (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
      insert.setString(1, name);
      insert.setBytes(2, value);
      insert.executeUpdate();
    }
  }

  /** Empties a value, which then is absent: a gateway's role may delete nothing. */
  static void drop(Connection connection, String name) throws SQLException {
    put(connection, name, new byte[0]);
  }
}
