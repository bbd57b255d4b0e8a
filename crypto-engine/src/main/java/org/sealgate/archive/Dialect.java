package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sealgate.archive.Migration.Step;

/** How a database spells a {@link Migration}, and where it keeps the number of the last one. */
interface Dialect {

  /** What comes before the first migration. */
  List<String> ground();

  /** The statements that do a step; none where this database needs none. */
  List<String> statements(Step step);

  /** What comes after rows were copied in with the numbers they had; each gives one number. */
  List<String> afterCopy();

  /**
   * The number of the last migration; zero where the database is empty.
   *
   * @throws org.sealgate.SmimeException MALFORMED where it is not empty and no archive
   */
  int format(Connection connection) throws SQLException;

  /** Records that a migration was done, within the transaction that did it. */
  void record(Connection connection, Migration done) throws SQLException;
}
