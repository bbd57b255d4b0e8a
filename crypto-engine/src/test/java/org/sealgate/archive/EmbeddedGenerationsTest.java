package org.sealgate.archive;

import java.nio.file.Path;
import java.util.UUID;

/** Ten generations in a file. */
class EmbeddedGenerationsTest extends GenerationsTest {
  @Override
  ArchivePlace freshPlace(Path folder) {
    return new ArchivePlace.Embedded(folder.resolve(UUID.randomUUID() + ".db"));
  }
}
