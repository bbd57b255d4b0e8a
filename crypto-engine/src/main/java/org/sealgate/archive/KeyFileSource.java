package org.sealgate.archive;

import java.nio.file.Path;
import org.sealgate.SmimeException;

/** What may hold keys, found on the way through folders and zip archives. */
sealed interface KeyFileSource {

  /** Its path, for people; within a zip archive, both paths. */
  String name();

  /** True where the operator named this very file: then it has to be a key file. */
  boolean named();

  /**
   * A file that was read.
   *
   * @param octets what it holds
   */
  record Content(String name, boolean named, byte[] octets) implements KeyFileSource {}

  /**
   * A folder that is a key database.
   *
   * @param folder where it is
   */
  record Database(String name, boolean named, Path folder) implements KeyFileSource {}

  /**
   * A file that could not be read, or is too large for a key file.
   *
   * @param problem why
   */
  record Unreadable(String name, boolean named, SmimeException problem) implements KeyFileSource {}
}
