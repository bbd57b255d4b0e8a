package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.fixtures.server.PostgreSql;
import org.sealgate.identity.Identity;

/** Two gateways over one PostgreSQL server. */
class SharedTwoNodesTest extends TwoNodesTest {
  @BeforeAll
  static void requireServer() {
    PostgreSql.require();
  }

  @Test
  void theServerItselfTellsOfAnImport() throws Exception {
    Semaphore told = new Semaphore(0);
    var server = (ArchiveLocation.OnServer) place.location();
    // The first call comes with the connection; nothing but a notification makes another in time.
    try (Store.Watch watch = new PostgresListener(server, told::release, Duration.ofMinutes(1))) {
      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      here.add(ArchiveFixtures.encryption("alice@example.org", 2024));
      assertThat(told.tryAcquire(SEEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void whatNobodyHasTellsIsFoundByAskingTheServer() {
    Identity identity = ArchiveFixtures.encryption("alice@example.org", 2024);
    RecipientIdentifier identifier = ArchiveFixtures.identifiers(identity).get(0);
    try (Store deaf = Store.open(place.location())) {
      IndexedIdentities index = new IndexedIdentities(deaf);
      index.fill();
      here.add(identity);
      assertThat(index.find(identifier)).hasSize(1);
    }
  }

  @Override
  ArchivePlace freshPlace(Path folder) {
    return ArchivePlace.Shared.in(PostgreSql.shared());
  }
}
