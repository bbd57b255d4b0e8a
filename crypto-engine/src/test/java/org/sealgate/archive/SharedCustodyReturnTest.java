package org.sealgate.archive;

import org.junit.jupiter.api.BeforeAll;
import org.sealgate.fixtures.server.PostgreSql;

/** The same in PostgreSQL. */
class SharedCustodyReturnTest extends CustodyReturnTest {
  @BeforeAll
  static void requireServer() {
    PostgreSql.require();
  }

  @Override
  ArchivePlace freshPlace() {
    return ArchivePlace.Shared.in(PostgreSql.shared());
  }
}
