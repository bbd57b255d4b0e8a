package org.sealgate.archive;

import org.sealgate.SmimeException;

/** A file that may hold keys, found on the way through folders and zip archives. */
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
   * A file that could not be read, or is too large for a key file.
   *
   * @param problem why
   */
  record Unreadable(String name, boolean named, SmimeException problem) implements KeyFileSource {}
}
