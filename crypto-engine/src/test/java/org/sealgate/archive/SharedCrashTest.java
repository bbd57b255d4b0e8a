package org.sealgate.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.sealgate.fixtures.server.PostgreSql;

/** A node that imports into PostgreSQL: it dies, the server lives. */
class SharedCrashTest extends CrashTest {
  @BeforeAll
  static void requireServer() {
    PostgreSql.require();
  }

  @Override
  ArchivePlace freshPlace(Path folder) {
    return ArchivePlace.Shared.in(PostgreSql.shared());
  }

  @Override
  String told(ArchivePlace place) {
    String schema = ((ArchivePlace.Shared) place).schema();
    return PostgreSql.shared().url(schema).replace("://", "://" + PostgreSql.USER + "@");
  }

  @Override
  int few() {
    return 2;
  }
}
