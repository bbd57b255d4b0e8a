package org.sealgate.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.fixtures.server.PostgreSql;

/** A place for one archive, as its administrator sees it: with any program, and every right. */
sealed interface ArchivePlace {
  ArchiveLocation location();

  /** Another connection than the archive's. */
  Connection connect() throws SQLException;

  /** Takes away what the database forbids. */
  void dropTrigger(String name, String table) throws SQLException;

  /** Does a statement as another program would. */
  default void execute(String statement) throws SQLException {
    try (Connection connection = connect();
        var sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  default KeyArchive open(MasterKey master) {
    return KeyArchives.open(location(), master, KeyArchives.Settings.DEFAULT);
  }

  /** A file. */
  record Embedded(Path file) implements ArchivePlace {
    @Override
    public ArchiveLocation location() {
      return ArchiveLocation.of(file);
    }

    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public void dropTrigger(String name, String table) throws SQLException {
      execute("DROP TRIGGER " + name);
    }
  }

  /** A schema of a server. */
  record Shared(PostgreSql server, String schema) implements ArchivePlace {
    static Shared in(PostgreSql server) {
      return new Shared(server, server.newSchema());
    }

    @Override
    public ArchiveLocation location() {
      return as(PostgreSql.USER, PostgreSql.PASSWORD);
    }

    ArchiveLocation as(String user, String password) {
      String url = server.url(schema).replace("://", "://" + user + "@");
      return ArchiveLocation.of(url, Optional.of(Secret.of(password)));
    }

    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(
          "jdbc:" + server.url(schema), PostgreSql.USER, PostgreSql.PASSWORD);
    }

    @Override
    public void dropTrigger(String name, String table) throws SQLException {
      execute("DROP TRIGGER " + name + " ON " + table);
    }
  }
}
