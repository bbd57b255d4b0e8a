package org.sealgate.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The embedded database: one SQLite file in WAL mode, every commit on disk before it returns. One
 * connection writes and some read, so that mail is decrypted while thousands of keys come in.
 * Several processes may have the file open; writers wait for each other.
 */
final class SqliteStore implements Store {
  private static final int READERS = 3;
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_NOT_A_DATABASE = 26;

  private final Path path;
  private final List<SqliteLane> lanes = new ArrayList<>();

  private SqliteStore(Path path) {
    this.path = path;
  }

  /**
   * Opens the file, or makes an empty one that only its owner may read.
   *
   * @throws SmimeException IO, MALFORMED where the file is no database, UNAVAILABLE where locked
   */
  static SqliteStore open(Path path) {
    return open(path, Migrations.ALL);
  }

  /** The same with other migrations. */
  static SqliteStore open(Path path, List<Migration> migrations) {
    SqliteStore store = new SqliteStore(path);
    try {
      store.connect();
      Schema.prepare(store, migrations);
      return store;
    } catch (RuntimeException e) {
      store.closeQuietly();
      throw e;
    }
  }

  private void connect() {
    try {
      Path file = path.toAbsolutePath();
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        MasterKey.OwnerOnly.create(file);
      }
      lanes.add(SqliteLane.writing(file));
      for (int i = 0; i <= READERS; i++) {
        lanes.add(SqliteLane.reading(file));
      }
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.IO, "the key archive " + path + " cannot be made: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private SqliteLane writer() {
    return lanes.get(0);
  }

  /** Has a connection of its own: the number counts what <em>others</em> commit. */
  private SqliteLane watcher() {
    return lanes.get(1);
  }

  private SqliteLane reader() {
    List<SqliteLane> readers = lanes.subList(2, lanes.size());
    int first = (int) (Thread.currentThread().threadId() % readers.size());
    return readers.stream().filter(SqliteLane::isFree).findFirst().orElse(readers.get(first));
  }

  @Override
  public <T> T read(Work<T> work) {
    try {
      return reader().run(work);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public <T> T snapshot(Work<T> work) {
    try {
      return reader().transaction(work);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    try {
      return writer().transaction(work);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public long version() {
    try {
      return watcher()
          .run(connection -> {
            try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA data_version")) {
              return rows.next() ? rows.getLong(1) : 0;
            }
          });
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Watch watch(Runnable news) {
    return new ChangePoll(this, news);
  }

  /** Moves the write-ahead log into the file and empties it, so that no old page stays behind. */
  @Override
  public void scrub() {
    try {
      writer()
          .run(connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
          });
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Dialect dialect() {
    return new SqliteDialect();
  }

  private SmimeException failure(SQLException e) {
    String archive = "the key archive " + path;
    return switch (e.getErrorCode() & 0xFF) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new SmimeException(
              ErrorCode.UNAVAILABLE, archive + " is locked by another program: try again", e);
      case SQLITE_FULL ->
          new SmimeException(
              ErrorCode.IO, archive + " was not changed: the disk is full, make room", e);
      case SQLITE_NOT_A_DATABASE, SQLITE_CORRUPT ->
          new SmimeException(
              ErrorCode.MALFORMED,
              archive + " is no key archive, or damaged: restore it from a backup",
              e);
      default -> new SmimeException(ErrorCode.IO, archive + " failed: " + e.getMessage(), e);
    };
  }

  private void closeQuietly() {
    try {
      close();
    } catch (SmimeException e) {
      // The failure that led here is the one to tell.
    }
  }

  @Override
  public void close() {
    SQLException first = null;
    for (SqliteLane lane : lanes.reversed()) {
      try {
        lane.close();
      } catch (SQLException e) {
        first = e;
      }
    }
    if (first != null) {
      throw failure(first);
    }
  }
}
