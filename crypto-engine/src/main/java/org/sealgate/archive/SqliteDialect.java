package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.Migration.Announce;
import org.sealgate.archive.Migration.Forbid;
import org.sealgate.archive.Migration.Sql;
import org.sealgate.archive.Migration.Step;

/** SQLite: the number of the format stands in the head of the file. */
record SqliteDialect() implements Dialect {
  /** "SgKA": tells an archive from any other SQLite file. */
  private static final int APPLICATION_ID = 0x53674B41;

  @Override
  public List<String> statements(Step step) {
    return switch (step) {
      case Sql(String template) ->
          List.of(
              template
                  .replace("{octets}", "BLOB")
                  .replace("{long}", "INTEGER")
                  .replace("{serial}", "INTEGER PRIMARY KEY AUTOINCREMENT"));
      case Forbid forbid -> List.of(trigger(forbid));
      case Announce announce -> List.of();
    };
  }

  private static String trigger(Forbid forbid) {
    String when = forbid.when().isEmpty() ? "" : "WHEN " + forbid.when();
    return "CREATE TRIGGER %s BEFORE %s ON %s %s BEGIN SELECT RAISE(ABORT, '%s'); END"
        .formatted(forbid.name(), forbid.event(), forbid.table(), when, forbid.message());
  }

  @Override
  public List<String> ground() {
    return List.of();
  }

  /** A number given explicitly counts as given. */
  @Override
  public List<String> afterCopy() {
    return List.of();
  }

  @Override
  public int format(Connection connection) throws SQLException {
    int application = number(connection, "PRAGMA application_id");
    int version = number(connection, "PRAGMA user_version");
    boolean isEmpty = number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    if (application == 0 && version == 0 && isEmpty) {
      return 0;
    }
    if (application != APPLICATION_ID) {
      throw new SmimeException(
          ErrorCode.MALFORMED, "the file is a database, but no key archive: give another path");
    }
    return version;
  }

  @Override
  public void record(Connection connection, Migration done) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + done.number());
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
