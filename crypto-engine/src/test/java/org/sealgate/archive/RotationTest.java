package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.Identity;

class RotationTest {
  @TempDir Path folder;
  private final List<Identity> identities = new ArrayList<>();
  private Path file;
  private MasterKey old;
  private MasterKey next;

  @BeforeEach
  void fill() {
    file = folder.resolve("archive.db");
    old = MasterKey.createdIfAbsent(folder.resolve("old.key"));
    next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    for (int year = 2000; year < 2006; year++) {
      identities.add(ArchiveFixtures.encryption("alice@example.org", year));
    }
    try (KeyArchive archive = KeyArchives.open(file, old)) {
      archive.addAll(identities);
    }
  }

  private void opensAll(MasterKey key) {
    try (KeyArchive archive = KeyArchives.open(file, key)) {
      ArchiveInvariants.check(archive);
      for (Identity identity : identities) {
        assertThat(archive.find(ArchiveFixtures.identifiers(identity).getFirst())).hasSize(1);
      }
    }
  }

  @Test
  void anInterruptedRotationOpensWithTheNewKeyAndIsFinishedLater() {
    interrupt();
    opensAll(next);
    assertThatThrownBy(() -> KeyArchives.open(file, old)).hasMessageContaining("does not open");
    assertThatThrownBy(() ->
            KeyArchives.rotateMaster(
                file, next, MasterKey.createdIfAbsent(folder.resolve("third.key"))))
        .hasMessageContaining("begun");
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      Identity late = ArchiveFixtures.encryption("alice@example.org", 2020);
      identities.add(late);
      archive.add(late);
    }
    assertThat(KeyArchives.rotateMaster(file, old, next)).isEqualTo(identities.size());
    opensAll(next);
    assertThat(leftOfTheOldOne()).isFalse();
  }

  private void interrupt() {
    try (Store store = SqliteStore.open(file);
        Keyring before = Keyring.open(store, old, MasterKeyDerivation.Cost.DEFAULT)) {
      MasterKeyRotation rotation = new MasterKeyRotation(store, Clock.systemUTC());
      assertThat(before.previous()).isEmpty();
      rotation.begin(old, next);
    }
  }

  private boolean leftOfTheOldOne() {
    try (Store store = SqliteStore.open(file)) {
      return store.read(RotationTest::hasPrevious);
    }
  }

  private static boolean hasPrevious(Connection connection) throws SQLException {
    return Meta.get(connection, "previous").isPresent()
        || Meta.get(connection, "previous-row-tags").isPresent();
  }

  @Test
  void whoHasTheArchiveOpenDuringARotationWritesNoKeyUnderTheOldOne() {
    try (KeyArchive open = KeyArchives.open(file, old)) {
      KeyArchives.rotateMaster(file, old, next);
      Identity late = ArchiveFixtures.encryption("alice@example.org", 2020);
      assertThatThrownBy(() -> open.add(late))
          .isInstanceOfSatisfying(
              SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
          .hasMessageContaining("master key");
      String id = identities.getFirst().certificate().fingerprint();
      assertThatThrownBy(() -> open.revoked(id, "too late")).hasMessageContaining("master key");
      assertThatThrownBy(open::list).hasMessageContaining("was changed meanwhile");
      assertThatThrownBy(() -> open.find(ArchiveFixtures.identifiers(identities.get(0)).get(0)))
          .hasMessageContaining("master key");
    }
    opensAll(next);
  }

  @Test
  void fromAKeyFileToAPassphraseAndBack() {
    MasterKey passphrase = MasterKey.of(org.sealgate.Secret.of("correct horse"));
    KeyArchives.rotateMaster(file, old, passphrase);
    opensAll(passphrase);
    KeyArchives.rotateMaster(file, passphrase, next);
    opensAll(next);
  }
}
