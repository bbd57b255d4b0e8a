package org.sealgate.archive;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchiveLocation.OnServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared database. Writers of all nodes take one advisory lock before anything else, so that
 * each sees what the one before has committed and the audit is one chain; the lock goes with the
 * transaction, however that ends. Readers wait for nobody.
 */
final class PostgresStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  /** The lock of the schema that the archive lies in: "SgKA", and which schema. */
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock("
          + 0x53674B41
          + ", hashtext(coalesce(current_schema()::text, '')))";

  private static final String ONE_STATE =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final OnServer location;
  private final PostgresFailures failures;
  private final HikariDataSource pool;
  private final AtomicLong version = new AtomicLong();

  private PostgresStore(OnServer location, HikariDataSource pool) {
    this.location = location;
    this.failures = new PostgresFailures(location);
    this.pool = pool;
  }

  /**
   * Opens the archive in a database.
   *
   * @throws SmimeException CONFIGURATION where the server does not let us in or TLS fails,
   *     UNAVAILABLE where it does not answer
   */
  static PostgresStore open(OnServer location, List<Migration> migrations) {
    PostgresStore store = new PostgresStore(location, connected(location));
    try {
      Schema.prepare(store, migrations);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @SuppressWarnings("IllegalCatch")
  private static HikariDataSource connected(OnServer location) {
    try {
      return PostgresPool.open(location);
    } catch (RuntimeException e) {
      throw new PostgresFailures(location).of(e);
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    return twice(() -> {
      try (Connection connection = pool.getConnection()) {
        return work.with(connection);
      }
    });
  }

  @Override
  public <T> T snapshot(Work<T> work) {
    return twice(() -> {
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        execute(connection, ONE_STATE);
        T result = work.with(connection);
        connection.commit();
        return result;
      }
    });
  }

  /** A connection that goes back to the pool in the middle of a transaction is rolled back. */
  @Override
  public <T> T write(Work<T> work) {
    return twice(() -> {
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        execute(connection, LOCK);
        T result = work.with(connection);
        commit(connection);
        return result;
      }
    });
  }

  private void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (PostgresFailures.isBroken(e)) {
        throw failures.unknownOutcome(e);
      }
      throw e;
    }
  }

  /** What reaches the server. */
  @FunctionalInterface
  private interface Attempt<T> {
    T make() throws SQLException;
  }

  /** After a restart of the server the connections of the pool are dead: the next may live. */
  private <T> T twice(Attempt<T> attempt) {
    try {
      return attempt.make();
    } catch (SQLException e) {
      if (!PostgresFailures.isBroken(e) || e instanceof SQLTransientConnectionException) {
        throw failures.of(e);
      }
      LOG.info("the connection to the key archive broke and is made anew");
    }
    try {
      pool.getHikariPoolMXBean().softEvictConnections();
      return attempt.make();
    } catch (SQLException e) {
      throw failures.of(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public long version() {
    return version.get();
  }

  @Override
  public Watch watch(Runnable news) {
    return new PostgresListener(
        location,
        () -> {
          version.incrementAndGet();
          news.run();
        });
  }

  /** Old versions of a row go when the server's vacuum comes by; we may not be its owner. */
  @Override
  public void scrub() {}

  @Override
  public Dialect dialect() {
    return new PostgresDialect();
  }

  @Override
  public void close() {
    pool.close();
  }
}
