package org.sealgate.archive;

import java.nio.file.Path;

class EmbeddedCatalogueTest extends CatalogueTest {
  @Override
  ArchivePlace freshPlace(Path folder) {
    return new ArchivePlace.Embedded(folder.resolve("archive.db"));
  }
}
