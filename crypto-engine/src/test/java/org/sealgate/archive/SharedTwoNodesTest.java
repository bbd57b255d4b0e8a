package org.sealgate.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.sealgate.fixtures.server.PostgreSql;

/** Two gateways over one PostgreSQL server. */
class SharedTwoNodesTest extends TwoNodesTest {
  @BeforeAll
  static void requireServer() {
    PostgreSql.require();
  }

  @Override
  ArchivePlace freshPlace(Path folder) {
    return ArchivePlace.Shared.in(PostgreSql.shared());
  }
}
