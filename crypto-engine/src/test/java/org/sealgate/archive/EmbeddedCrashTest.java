package org.sealgate.archive;

import java.nio.file.Path;
import java.util.UUID;

/** A process that imports into a file of its own machine. */
class EmbeddedCrashTest extends CrashTest {
  @Override
  ArchivePlace freshPlace(Path folder) {
    return new ArchivePlace.Embedded(folder.resolve(UUID.randomUUID() + ".db"));
  }

  @Override
  String told(ArchivePlace place) {
    return place.location().toString();
  }

  @Override
  int few() {
    return 8;
  }
}
