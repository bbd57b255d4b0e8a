package org.sealgate.archive;

import java.nio.file.Path;
import java.util.List;
import org.sealgate.Secret;
import org.sealgate.identity.IdentityFile;

/** Reads folders that are key databases of another program, such as a profile of Thunderbird. */
public interface KeyDatabases {

  /** True where the folder is one; it is then read as a whole, and not file by file. */
  boolean isOne(Path folder);

  /**
   * What the database holds; it is not changed.
   *
   * @param passwords tried in order
   * @throws org.sealgate.SmimeException WRONG_PASSWORD, UNSUPPORTED where the program that reads it
   *     is missing, MALFORMED, IO
   */
  IdentityFile read(Path folder, List<Secret> passwords);

  /** Knows no database. */
  static KeyDatabases none() {
    return new KeyDatabases() {
      @Override
      public boolean isOne(Path folder) {
        return false;
      }

      @Override
      public IdentityFile read(Path folder, List<Secret> passwords) {
        throw new IllegalStateException("no folder is a database");
      }
    };
  }
}
