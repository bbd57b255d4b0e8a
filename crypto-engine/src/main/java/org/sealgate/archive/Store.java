package org.sealgate.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sealgate.SmimeException;

/**
 * Where the rows of an archive lie: the one contract over an embedded database and a shared one.
 * Statements are the same for both; what differs is the {@link Dialect} of the tables. Work may be
 * done again from its beginning where a connection breaks: what it did before counts for nothing.
 * Thread-safe.
 *
 * <p>Errors of every method: {@link SmimeException} with IO, MALFORMED (no archive, or damaged),
 * UNAVAILABLE (locked or not answering: the same call may succeed later), CONFIGURATION.
 */
sealed interface Store extends AutoCloseable permits SqliteStore, PostgresStore {

  /** Opens the archive at a location; its tables are made, or brought to the newest format. */
  static Store open(ArchiveLocation location) {
    return switch (location) {
      case ArchiveLocation.InFile(Path path) -> SqliteStore.open(path);
      case ArchiveLocation.OnServer server -> PostgresStore.open(server, Migrations.ALL);
    };
  }

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T with(Connection connection) throws SQLException;
  }

  /** One reading statement. */
  <T> T read(Work<T> work);

  /** Several reading statements over one state of the archive, whatever is written meanwhile. */
  <T> T snapshot(Work<T> work);

  /**
   * Writes: all of it, or after any failure nothing. One writer at a time, over all threads,
   * processes and nodes, and each sees what the one before has written.
   */
  <T> T write(Work<T> work);

  /**
   * A number that is another once this process can know that somebody has committed. Costs no round
   * trip to a server.
   */
  long version();

  /**
   * Calls back soon after anybody has committed: a process on this machine within half a second, a
   * node on another within a second or so. Never two calls at once; a call that throws comes again.
   *
   * @return what ends it when closed
   */
  Watch watch(Runnable news);

  /** A running watch. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** Leaves nothing of what was overwritten in the files, where the database lets us. */
  void scrub();

  /** How the tables of this database are written down. */
  Dialect dialect();

  @Override
  void close();
}
