package org.sealgate.archive;

import java.nio.file.Path;
import java.util.UUID;

/** Two processes over one SQLite file. */
class EmbeddedTwoNodesTest extends TwoNodesTest {
  @Override
  ArchivePlace freshPlace(Path folder) {
    return new ArchivePlace.Embedded(folder.resolve(UUID.randomUUID() + ".db"));
  }
}
