package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;

/** A key that waits for its certificate goes through everything that an identity goes through. */
@SuppressWarnings("NullAway.Init") // BeforeEach makes the keys
class PendingKeysTest {
  @TempDir Path folder;
  private final Identity awaited = ArchiveFixtures.encryption("alice@example.org", 2026);
  private Path file;
  private MasterKey master;
  private MasterKey next;

  @BeforeEach
  void makeOne() {
    file = folder.resolve("archive.db");
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    next = MasterKey.createdIfAbsent(folder.resolve("next.key"));
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      archive.add(ArchiveFixtures.encryption("alice@example.org", 2020));
      archive.addPending(pending(awaited), awaited.privateKey());
    }
  }

  private static PendingKey pending(Identity identity) {
    return new PendingKey(
        PrivateKeys.publicKeyId(identity.certificate().x509()),
        "alice@example.org",
        "EC",
        KeyPurpose.ENCRYPTION,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** The certificate comes back, and its identity is what others encrypt to. */
  private static void comesBack(KeyArchive archive, Identity identity) {
    assertThat(archive.pending()).contains(pending(identity));
    Identity joined = archive.joined(identity.certificate(), identity.chain()).orElseThrow();
    assertThat(archive.add(joined).entry().state()).isEqualTo(KeyState.ACTIVE);
    assertThat(archive.pending()).doesNotContain(pending(identity));
    assertThat(archive.find(ArchiveFixtures.identifiers(identity).getFirst()))
        .singleElement()
        .satisfies(key ->
            assertThat(PrivateKeys.matches(key.privateKey(), identity.certificate().x509()))
                .isTrue());
    ArchiveInvariants.check(archive);
  }

  @Test
  void itIsJoinedAfterAChangeOfTheMasterKey() {
    KeyArchives.rotateMaster(file, master, next);
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      comesBack(archive, awaited);
    }
  }

  @Test
  void itIsJoinedInTheMiddleOfAChangeOfTheMasterKeyAndOneOfThenAfterIt() {
    Identity late = ArchiveFixtures.encryption("alice@example.org", 2027);
    try (Store store = SqliteStore.open(file)) {
      new MasterKeyRotation(store, Clock.systemUTC()).begin(master, next);
    }
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      archive.addPending(pending(late), late.privateKey());
      comesBack(archive, awaited);
    }
    KeyArchives.rotateMaster(file, master, next);
    try (KeyArchive archive = KeyArchives.open(file, next)) {
      comesBack(archive, late);
    }
  }

  @Test
  void itIsInTheBackupAndJoinedWhereThatIsRestored() throws IOException {
    MasterKey protection = MasterKey.createdIfAbsent(folder.resolve("backup.key"));
    ByteArrayOutputStream backup = new ByteArrayOutputStream();
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      archive.backup(protection, backup);
    }
    Path to = folder.resolve("restored.db");
    Backup.restore(
        new ByteArrayInputStream(backup.toByteArray()), protection, ArchiveLocation.of(to));
    KeyArchives.rotateMaster(to, master, next);
    try (KeyArchive restored = KeyArchives.open(to, next)) {
      comesBack(restored, awaited);
    }
  }

  @Test
  void whatComesBackAmongManyCertificatesFindsItsKey() {
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      Identity joined = archive.joined(awaited.certificate(), awaited.chain()).orElseThrow();
      Identity other = ArchiveFixtures.encryption("bob@example.org", 2026);
      assertThat(archive.joined(other.certificate(), List.of())).isEmpty();
      archive.addAll(List.of(other, joined));
      assertThat(archive.pending()).isEmpty();
    }
  }
}
