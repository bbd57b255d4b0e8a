package org.sealgate.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.sealgate.archive.Store.Work;
import org.sqlite.SQLiteConfig;

/** One connection to a SQLite file, used by one thread at a time. */
final class SqliteLane implements AutoCloseable {
  private static final int BUSY_MILLIS = 30_000;

  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  private SqliteLane(Connection connection) {
    this.connection = connection;
  }

  /** A connection whose transactions hold the writers' lock of the file from their beginning. */
  static SqliteLane writing(Path file) throws SQLException {
    SQLiteConfig config = configuration();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return open(config, file);
  }

  /** A connection that cannot write, and whose transactions wait for nobody. */
  static SqliteLane reading(Path file) throws SQLException {
    SqliteLane lane = open(configuration(), file);
    try (var statement = lane.connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return lane;
    } catch (SQLException e) {
      lane.close();
      throw e;
    }
  }

  private static SQLiteConfig configuration() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.enableLoadExtension(false);
    return config;
  }

  private static SqliteLane open(SQLiteConfig config, Path file) throws SQLException {
    return new SqliteLane(StatementCache.over(config.createConnection("jdbc:sqlite:" + file)));
  }

  /** True where nobody uses the connection now. */
  boolean isFree() {
    return !lock.isLocked();
  }

  /** Each statement for itself. */
  <T> T run(Work<T> work) throws SQLException {
    lock.lock();
    try {
      return work.with(connection);
    } finally {
      lock.unlock();
    }
  }

  /** All statements in one transaction. */
  <T> T transaction(Work<T> work) throws SQLException {
    lock.lock();
    boolean isDone = false;
    try {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      isDone = true;
      return result;
    } finally {
      if (!isDone) {
        rollback();
      }
      leaveTransaction();
      lock.unlock();
    }
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

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }
}
