package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchiveLocation.OnServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the server on a connection of its own. The callback comes with each notification, at
 * once after a connection was made (what happened during a break is caught up), and every second
 * without one: a proxy that swallows notifications, or a server that is silently gone, delays news
 * and loses none.
 */
final class PostgresListener implements Store.Watch {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final int TICKS_PER_PROBE = 10;

  private final OnServer location;
  private final Runnable news;
  private final Duration period;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection current;

  PostgresListener(OnServer location, Runnable news) {
    this(location, news, PERIOD);
  }

  /** The same that waits longer, or less long, for a notification before it looks all the same. */
  PostgresListener(OnServer location, Runnable news, Duration period) {
    this.location = location;
    this.news = news;
    this.period = period;
    this.thread = Thread.ofPlatform().daemon().name("sealgate-archive-listener").start(this::run);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void run() {
    while (!isClosed()) {
      try (Connection connection = PostgresPool.connect(location)) {
        listen(connection);
      } catch (SQLException e) {
        LOG.debug("the listener of the key archive lost its server", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (!closed.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
        tell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection connection) throws SQLException {
    current = connection;
    execute(connection, "DO $$ BEGIN EXECUTE 'LISTEN sealgate_' || md5(current_schema()); END $$");
    tell();
    for (int tick = 1; !isClosed(); tick++) {
      PGNotification[] heard =
          connection.unwrap(PGConnection.class).getNotifications((int) period.toMillis());
      tell();
      if ((heard == null || heard.length == 0) && tick % TICKS_PER_PROBE == 0) {
        execute(connection, "SELECT 1");
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What fails now comes again a second later. */
  private void tell() {
    if (isClosed()) {
      return;
    }
    try {
      news.run();
    } catch (SmimeException e) {
      LOG.debug("the key archive could not be watched: {}", e.getMessage());
    }
  }

  /** When it returns, no call is under way and none will come. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Connection listening = current;
      if (listening != null) {
        listening.abort(Runnable::run);
      }
      thread.join();
    } catch (SQLException e) {
      LOG.debug("the listener of the key archive ends with its connection", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
