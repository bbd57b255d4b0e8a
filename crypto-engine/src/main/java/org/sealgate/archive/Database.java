package org.sealgate.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sqlite.SQLiteConfig;

/**
 * The embedded database: one SQLite file in WAL mode, every commit on disk before it returns, one
 * connection under one lock. Several processes may have it open; writers wait for each other.
 */
final class Database implements AutoCloseable {
  private static final int BUSY_MILLIS = 30_000;
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_NOT_A_DATABASE = 26;

  private final Path path;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  private Database(Path path, Connection connection) {
    this.path = path;
    this.connection = connection;
  }

  /** Work on the connection. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T with(Connection connection) throws SQLException;
  }

  /**
   * Opens the file, or makes an empty one that only its owner may read.
   *
   * @throws SmimeException IO, MALFORMED where the file is no database, UNAVAILABLE where locked
   */
  static Database open(Path path) {
    Connection connection = null;
    try {
      Path absolute = path.toAbsolutePath();
      if (!Files.exists(absolute)) {
        Files.createDirectories(absolute.getParent());
        MasterKey.OwnerOnly.create(absolute);
      }
      connection = configuration().createConnection("jdbc:sqlite:" + absolute);
      Database database = new Database(path, connection);
      Schema.prepare(database);
      return database;
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.IO, "the key archive " + path + " cannot be made: " + e.getMessage(), e);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw failure(path, e);
    } catch (SmimeException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  private static SQLiteConfig configuration() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.enableLoadExtension(false);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return config;
  }

  /** Reads. */
  <T> T read(Work<T> work) {
    lock.lock();
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw failure(path, e);
    } finally {
      lock.unlock();
    }
  }

  /** Writes: all of it, or after any failure nothing. */
  <T> T write(Work<T> work) {
    lock.lock();
    try {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollback();
      throw failure(path, e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    } finally {
      leaveTransaction();
      lock.unlock();
    }
  }

  /** A number that changes when another connection has committed. */
  long foreignChanges() {
    return read(open -> {
      try (Statement statement = open.createStatement();
          var rows = statement.executeQuery("PRAGMA data_version")) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    });
  }

  /** Moves the write-ahead log into the file and empties it, so that no old page stays behind. */
  void checkpoint() {
    read(open -> {
      try (Statement statement = open.createStatement()) {
        return statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    });
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Nothing was begun, or the connection is gone: either way nothing was written.
    }
  }

  private void leaveTransaction() {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The next statement on this connection says so.
    }
  }

  static SmimeException failure(Path path, SQLException e) {
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

  private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // The failure that led here is the one to tell.
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(path, e);
    } finally {
      lock.unlock();
    }
  }
}
