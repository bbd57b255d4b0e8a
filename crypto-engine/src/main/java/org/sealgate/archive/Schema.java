package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** Brings the tables of a database to the newest format; refuses what is not ours or is newer. */
final class Schema {
  private Schema() {}

  /**
   * Does the migrations that are not done yet, all or none. Any number of processes may try at
   * once.
   *
   * @throws SmimeException UNSUPPORTED where a newer program has written the archive, MALFORMED
   *     where the database is not empty and no archive
   */
  static void prepare(Store store, List<Migration> migrations) {
    Dialect dialect = store.dialect();
    int format = store.snapshot(dialect::format);
    refuseNewer(format, migrations);
    if (format < migrations.size()) {
      store.write(connection -> migrate(connection, dialect, migrations));
    }
  }

  /** Under the writers' lock: another process may have been first. */
  private static int migrate(Connection connection, Dialect dialect, List<Migration> migrations)
      throws SQLException {
    int format = dialect.format(connection);
    refuseNewer(format, migrations);
    if (format == 0) {
      execute(connection, dialect.ground());
    }
    for (Migration migration : migrations.subList(format, migrations.size())) {
      for (Migration.Step step : migration.steps()) {
        execute(connection, dialect.statements(step));
      }
      dialect.record(connection, migration);
    }
    return migrations.size();
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private static void refuseNewer(int format, List<Migration> migrations) {
    if (format > migrations.size()) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "the key archive has format " + format + ": use the Sealgate that wrote it, or newer");
    }
  }
}
