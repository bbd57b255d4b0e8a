package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The tables of the archive. What promise 2 forbids, the database forbids too, whatever program
 * writes to it: an identity is never deleted, a decryption key never taken out, the audit never
 * changed, and an address never has two active encryption identities.
 */
final class Schema {
  /** "SgKA": tells an archive from any other SQLite file. */
  static final int APPLICATION_ID = 0x53674B41;

  static final int VERSION = 1;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL)
          """,
          """
          CREATE TABLE identities (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            certificate BLOB NOT NULL,
            chain BLOB NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose IN ('SIGNING', 'ENCRYPTION')),
            state TEXT NOT NULL
              CHECK (state IN ('PENDING', 'ACTIVE', 'DECRYPT_ONLY', 'REVOKED', 'DESTROYED')),
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL,
            imported_at INTEGER NOT NULL,
            owner TEXT NOT NULL,
            data_key BLOB,
            private_key BLOB,
            tag BLOB NOT NULL,
            CHECK (purpose = 'SIGNING' OR state <> 'DESTROYED'),
            CHECK (state = 'DESTROYED' OR (data_key IS NOT NULL AND private_key IS NOT NULL)))
          """,
          """
          CREATE TABLE addresses (
            address TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES identities (seq),
            encrypts INTEGER NOT NULL,
            active INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (address, seq))
          """,
          """
          CREATE UNIQUE INDEX one_active_per_address ON addresses (address)
            WHERE active = 1 AND encrypts = 1
          """,
          "CREATE INDEX addresses_by_identity ON addresses (seq)",
          """
          CREATE TABLE identifiers (
            seq INTEGER PRIMARY KEY REFERENCES identities (seq),
            hashes BLOB NOT NULL)
          """,
          """
          CREATE TABLE segments (
            last INTEGER PRIMARY KEY,
            entries BLOB NOT NULL)
          """,
          """
          CREATE TABLE audit (
            n INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            event TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            hash BLOB NOT NULL)
          """,
          trigger("identities_stay", "DELETE ON identities", "an identity is never deleted"),
          trigger("identifiers_stay", "DELETE ON identifiers", "an identity is always found"),
          trigger("identifiers_are_final", "UPDATE ON identifiers", "an identity is always found"),
          trigger("segments_stay", "DELETE ON segments", "an identity is always found"),
          trigger("segments_are_final", "UPDATE ON segments", "an identity is always found"),
          trigger("addresses_stay", "DELETE ON addresses", "an identity keeps its addresses"),
          trigger("audit_stays", "DELETE ON audit", "the audit is append-only"),
          trigger("audit_is_final", "UPDATE ON audit", "the audit is append-only"),
          """
          CREATE TRIGGER decryption_keys_stay BEFORE UPDATE ON identities
            WHEN OLD.purpose = 'ENCRYPTION' AND (NEW.private_key IS NOT OLD.private_key
              OR NEW.data_key IS NULL OR NEW.purpose <> OLD.purpose
              OR NEW.id <> OLD.id OR NEW.certificate IS NOT OLD.certificate)
            BEGIN SELECT RAISE(ABORT, 'a decryption key is never taken out'); END
          """);

  private Schema() {}

  /** Makes the tables in an empty database; refuses what is not ours or is newer. */
  static void prepare(Database database) throws SQLException {
    if (database.read(Schema::version) == 0) {
      database.write(Schema::create);
    }
    int version = database.read(Schema::version);
    if (version != VERSION) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "the key archive has format " + version + ": use the Sealgate that wrote it, or newer");
    }
  }

  private static int version(Connection connection) throws SQLException {
    int application = pragma(connection, "application_id");
    int version = pragma(connection, "user_version");
    if (application == 0 && version == 0 && isEmpty(connection)) {
      return 0;
    }
    if (application != APPLICATION_ID) {
      throw new SmimeException(
          ErrorCode.MALFORMED, "the file is a database, but no key archive: give another path");
    }
    return version;
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
      return rows.next() && rows.getInt(1) == 0;
    }
  }

  /** Under the writers' lock: another process may have been first. */
  private static boolean create(Connection connection) throws SQLException {
    if (version(connection) != 0) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
    }
    return true;
  }

  private static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static String trigger(String name, String event, String message) {
    return "CREATE TRIGGER %s BEFORE %s BEGIN SELECT RAISE(ABORT, '%s'); END"
        .formatted(name, event, message);
  }
}
