package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what others do to the archive into this process: new identities into the index, and out of
 * the cache every key whose identity was touched. The audit tells what happened since; so nothing
 * is missed, however long the break was.
 */
final class ChangeFeed implements AutoCloseable {
  private static final int MOST_AT_ONCE = 10_000;

  private final Store store;
  private final IndexedIdentities index;
  private final UnwrappedKeys keys;
  private long seen;
  private Store.@Nullable Watch watch;

  ChangeFeed(Store store, IndexedIdentities index, UnwrappedKeys keys) {
    this.store = store;
    this.index = index;
    this.keys = keys;
  }

  /** Fills the index, and follows from then on. */
  void begin() {
    seen = store.read(ChangeFeed::newest);
    index.fill();
    watch = store.watch(this::follow);
  }

  private void follow() {
    News news = store.snapshot(this::since);
    if (news.upTo == seen) {
      return;
    }
    index.load();
    if (news.isTooMuch) {
      keys.clear();
    } else if (!news.ids.isEmpty()) {
      keys.forget(news.ids);
    }
    seen = news.upTo;
  }

  /**
   * What has happened.
   *
   * @param upTo the newest entry of the audit
   * @param ids whose identities were touched
   * @param isTooMuch where not all are named
   */
  private record News(long upTo, Set<String> ids, boolean isTooMuch) {}

  private News since(Connection connection) throws SQLException {
    long upTo = newest(connection);
    if (upTo == seen) {
      return new News(upTo, Set.of(), false);
    }
    boolean isTooMuch = upTo - seen > MOST_AT_ONCE;
    return new News(upTo, isTooMuch ? Set.of() : touched(connection, upTo), isTooMuch);
  }

  private Set<String> touched(Connection connection, long upTo) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT DISTINCT subject FROM audit WHERE n > ? AND n <= ? AND event <> ?")) {
      select.setLong(1, seen);
      select.setLong(2, upTo);
      select.setString(3, AuditEvent.DECRYPTED.name());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  private static long newest(Connection connection) throws SQLException {
    try (var select = connection.createStatement();
        var rows = select.executeQuery("SELECT coalesce(max(n), 0) FROM audit")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
