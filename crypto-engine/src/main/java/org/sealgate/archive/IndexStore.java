package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The index at rest. Each identity has a narrow row with its hashes; once some thousands have come
 * together they are packed into a segment, one blob of hash and sequence number after the other, so
 * that a million identities are read back in a fraction of a second. Segments are only ever added.
 */
final class IndexStore {
  private static final int ENTRY_OCTETS = Long.BYTES + Integer.BYTES;
  private static final String COUNT_PACKED =
      "SELECT coalesce(sum(length(entries) / " + ENTRY_OCTETS + "), 0) FROM segments";
  private static final int ROWS_PER_SEGMENT = 65_536;
  private static final int PACK_AT = 8_192;

  private IndexStore() {}

  /** Enters the hashes of new identities, by their sequence numbers. */
  static void addAll(Connection connection, Map<Integer, byte[]> hashes) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO identifiers (seq, hashes) VALUES (?, ?)")) {
      for (Map.Entry<Integer, byte[]> each : hashes.entrySet()) {
        insert.setInt(1, each.getKey());
        insert.setBytes(2, each.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Fills the index with every identity above a sequence number; the highest there is. */
  static int load(Connection connection, IdentifierIndex index, int above) throws SQLException {
    int last = above == 0 ? loadSegments(connection, index) : above;
    return eachAbove(connection, last, index::put);
  }

  /**
   * The place of an identity in the index.
   *
   * @param hash of one of its identifiers
   * @param sequence its number
   */
  record Entry(long hash, int sequence) {}

  /** What came above a sequence number, in its order, to be entered into an index. */
  static List<Entry> since(Connection connection, int above) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    eachAbove(connection, above, (hash, sequence) -> entries.add(new Entry(hash, sequence)));
    return entries;
  }

  /** Takes entries. */
  @FunctionalInterface
  private interface Taker {
    void take(long hash, int sequence);
  }

  private static int eachAbove(Connection connection, int above, Taker taker) throws SQLException {
    int last = above;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, hashes FROM identifiers WHERE seq > ? ORDER BY seq")) {
      select.setInt(1, last);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          last = rows.getInt(1);
          ByteBuffer hashes = ByteBuffer.wrap(rows.getBytes(2));
          while (hashes.remaining() >= Long.BYTES) {
            taker.take(hashes.getLong(), last);
          }
        }
      }
    }
    return last;
  }

  private static int loadSegments(Connection connection, IdentifierIndex index)
      throws SQLException {
    int last = 0;
    // At once: growing step by step enters everything twice.
    index.reserve(number(connection, COUNT_PACKED));
    try (Statement select = connection.createStatement();
        var rows = select.executeQuery("SELECT last, entries FROM segments ORDER BY last")) {
      while (rows.next()) {
        last = rows.getInt(1);
        ByteBuffer entries = ByteBuffer.wrap(rows.getBytes(2));
        while (entries.remaining() >= ENTRY_OCTETS) {
          index.put(entries.getLong(), entries.getInt());
        }
      }
    }
    return last;
  }

  /** True where enough rows have come since the last segment. */
  static boolean wantsPacking(Connection connection) throws SQLException {
    return number(connection, "SELECT coalesce(max(seq), 0) FROM identifiers") - packed(connection)
        >= PACK_AT;
  }

  /** Packs the rows since the last segment; within a writing transaction. */
  static boolean pack(Connection connection) throws SQLException {
    int last = packed(connection);
    boolean isFull = true;
    while (isFull && wantsPacking(connection)) {
      int next = packAfter(connection, last);
      isFull = next - last >= ROWS_PER_SEGMENT;
      last = next;
    }
    return true;
  }

  private static int packAfter(Connection connection, int first) throws SQLException {
    ByteBuffer entries = ByteBuffer.allocate(ROWS_PER_SEGMENT * ENTRY_OCTETS * 16);
    int last = first;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, hashes FROM identifiers WHERE seq > ? ORDER BY seq LIMIT ?")) {
      select.setInt(1, first);
      select.setInt(2, ROWS_PER_SEGMENT);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          last = rows.getInt(1);
          ByteBuffer hashes = ByteBuffer.wrap(rows.getBytes(2));
          while (hashes.remaining() >= Long.BYTES && entries.remaining() >= ENTRY_OCTETS) {
            entries.putLong(hashes.getLong()).putInt(last);
          }
        }
      }
    }
    byte[] packed = new byte[entries.flip().remaining()];
    entries.get(packed);
    insert(connection, last, packed);
    return last;
  }

  private static void insert(Connection connection, int last, byte[] entries) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO segments (last, entries) VALUES (?, ?)")) {
      insert.setInt(1, last);
      insert.setBytes(2, entries);
      insert.executeUpdate();
    }
  }

  private static int packed(Connection connection) throws SQLException {
    return number(connection, "SELECT coalesce(max(last), 0) FROM segments");
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement select = connection.createStatement();
        var rows = select.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
