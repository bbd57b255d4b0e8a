package org.sealgate.archive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sealgate.SmimeException;

/**
 * The rows of an archive as octets, the same for every database, so that what one wrote another
 * takes: each table with its columns, then its rows, each value with its type.
 */
final class Dump {
  /** Those that others refer to first. */
  private static final List<String> TABLES =
      List.of(
          "meta",
          "identities",
          "addresses",
          "identifiers",
          "segments",
          "audit",
          "requests",
          "votes",
          "checkpoints",
          "pending");

  private static final int ROWS_AT_ONCE = 500;
  private static final int MOST_OCTETS = 64 << 20;
  private static final char NULL = 'n';
  private static final char NUMBER = 'l';
  private static final char TEXT = 't';
  private static final char OCTETS = 'b';

  private Dump() {}

  /** Writes every table; within one snapshot. */
  static void write(Connection connection, DataOutputStream out) throws SQLException {
    try {
      for (String table : TABLES) {
        writeTable(connection, table, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeTable(Connection connection, String table, DataOutputStream out)
      throws SQLException, IOException {
    try (PreparedStatement select = connection.prepareStatement("SELECT * FROM " + table)) {
      select.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = select.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        out.writeUTF(table);
        out.writeInt(columns);
        for (int i = 1; i <= columns; i++) {
          out.writeUTF(rows.getMetaData().getColumnName(i));
        }
        while (rows.next()) {
          out.writeBoolean(true);
          for (int i = 1; i <= columns; i++) {
            writeValue(rows.getObject(i), out);
          }
        }
        out.writeBoolean(false);
      }
    }
  }

  private static void writeValue(
      @org.jspecify.annotations.Nullable Object value, DataOutputStream out) throws IOException {
    switch (value) {
      case null -> out.writeByte(NULL);
      case Number number -> {
        out.writeByte(NUMBER);
        out.writeLong(number.longValue());
      }
      case String text -> writeOctets(TEXT, text.getBytes(StandardCharsets.UTF_8), out);
      case byte[] octets -> writeOctets(OCTETS, octets, out);
      default -> throw new IllegalStateException("no column is a " + value.getClass());
    }
  }

  private static void writeOctets(char type, byte[] octets, DataOutputStream out)
      throws IOException {
    out.writeByte(type);
    out.writeInt(octets.length);
    out.write(octets);
  }

  /** Reads every table into an empty archive, within one writing transaction. */
  static void read(DataInputStream in, Connection connection) throws SQLException {
    try {
      for (String table : TABLES) {
        if (!in.readUTF().equals(table)) {
          throw SmimeException.malformed("the backup lacks the table " + table);
        }
        readTable(in, connection, table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readTable(DataInputStream in, Connection connection, String table)
      throws SQLException, IOException {
    List<String> columns = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      columns.add(name(in.readUTF()));
    }
    String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String sql =
        "INSERT INTO %s (%s) VALUES (%s)".formatted(table, String.join(", ", columns), places);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int count = 0;
      while (in.readBoolean()) {
        for (int i = 1; i <= columns.size(); i++) {
          insert.setObject(i, readValue(in));
        }
        insert.addBatch();
        count++;
        if (count % ROWS_AT_ONCE == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static String name(String column) {
    if (!column.matches("[a-z_]{1,40}")) {
      throw SmimeException.malformed("the backup names a column that cannot be");
    }
    return column;
  }

  private static @org.jspecify.annotations.Nullable Object readValue(DataInputStream in)
      throws IOException {
    return switch ((char) in.readByte()) {
      case NULL -> null;
      case NUMBER -> in.readLong();
      case TEXT -> new String(readOctets(in), StandardCharsets.UTF_8);
      case OCTETS -> readOctets(in);
      default -> throw SmimeException.malformed("the backup holds a value of no known type");
    };
  }

  private static byte[] readOctets(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_OCTETS) {
      throw SmimeException.limit("backupValueOctets", MOST_OCTETS);
    }
    return in.readNBytes(length);
  }
}
