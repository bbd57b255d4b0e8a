package org.sealgate.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.sealgate.fixtures.server.PostgreSql;

class SharedCatalogueTest extends CatalogueTest {
  @BeforeAll
  static void requireServer() {
    PostgreSql.require();
  }

  @Override
  ArchivePlace freshPlace(Path folder) {
    return ArchivePlace.Shared.in(PostgreSql.shared());
  }
}
