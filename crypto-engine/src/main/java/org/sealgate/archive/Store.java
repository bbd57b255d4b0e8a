package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import org.sealgate.SmimeException;

/**
 * Where the rows of an archive lie: the one contract over an embedded database and a shared one.
 * Statements are the same for both; what differs is the {@link Dialect} of the tables. Thread-safe.
 *
 * <p>Errors of every method: {@link SmimeException} with IO, MALFORMED (no archive, or damaged),
 * UNAVAILABLE (locked or not answering: the same call may succeed later), CONFIGURATION.
 */
sealed interface Store extends AutoCloseable permits SqliteStore {

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

  /** A number that is another once somebody has committed. Costs no round trip to a server. */
  long version();

  /** Leaves nothing of what was overwritten in the files, where the database lets us. */
  void scrub();

  /** How the tables of this database are written down. */
  Dialect dialect();

  @Override
  void close();
}
