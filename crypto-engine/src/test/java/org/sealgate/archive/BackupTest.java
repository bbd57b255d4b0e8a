package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.Identity;

class BackupTest {
  @TempDir Path folder;
  private MasterKey master;
  private MasterKey protection;
  private KeyArchive archive;
  private final Identity alice = ArchiveFixtures.encryption("alice@example.org", 2024);

  @BeforeEach
  void open() {
    master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    protection = MasterKey.createdIfAbsent(folder.resolve("backup.key"));
    archive = KeyArchives.open(folder.resolve("archive.db"), master);
    archive.add(alice);
    archive.add(ArchiveFixtures.encryption("alice@example.org", 2020));
    archive.add(ArchiveFixtures.signing("bob@example.org", 2024));
  }

  @AfterEach
  void close() {
    ArchiveInvariants.check(archive);
    archive.close();
  }

  private byte[] backup() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive.backup(protection, out);
    return out.toByteArray();
  }

  @Test
  void whatIsRestoredIsWhatWasThere() throws IOException {
    Path to = folder.resolve("restored.db");
    Backup.restore(new ByteArrayInputStream(backup()), protection, ArchiveLocation.of(to));
    try (KeyArchive restored = KeyArchives.open(to, master)) {
      ArchiveInvariants.check(restored);
      assertThat(restored.list()).isEqualTo(archive.list());
      Identity newer = ArchiveFixtures.encryption("alice@example.org", 2025);
      assertThat(restored.add(newer).isNew()).isTrue();
      assertThat(restored.find(ArchiveFixtures.identifiers(newer).getFirst())).hasSize(1);
    }
  }

  @Test
  void aBackupIsProvedByMailsThatItsKeysOpen() throws IOException {
    Backup.Summary proved = Backup.verify(new ByteArrayInputStream(backup()), protection, master);
    assertThat(proved.identities()).isEqualTo(3);
    assertThat(proved.canaries()).isEqualTo(2);
    MasterKey other = MasterKey.createdIfAbsent(folder.resolve("other.key"));
    byte[] backup = backup();
    assertCode(
        ErrorCode.WRONG_PASSWORD,
        () -> Backup.verify(new ByteArrayInputStream(backup), protection, other));
  }

  @Test
  void aRestoreOverwritesNothing() throws IOException {
    byte[] backup = backup();
    assertCode(
        ErrorCode.REFUSED,
        () ->
            Backup.restore(
                new ByteArrayInputStream(backup),
                protection,
                ArchiveLocation.of(folder.resolve("archive.db"))));
  }

  @Test
  void aDamagedBackupRestoresNothing() throws IOException {
    byte[] backup = backup();
    Path to = folder.resolve("restored.db");
    for (int length : new int[] {0, 3, 40, backup.length / 2, backup.length - 1}) {
      assertThatThrownBy(() ->
              Backup.restore(
                  new ByteArrayInputStream(Arrays.copyOf(backup, length)),
                  protection,
                  ArchiveLocation.of(to)))
          .as(length + " octets")
          .isInstanceOf(SmimeException.class);
      assertThat(to).doesNotExist();
    }
    byte[] changed = backup.clone();
    changed[changed.length - 20] ^= 1;
    assertThatThrownBy(() ->
            Backup.restore(new ByteArrayInputStream(changed), protection, ArchiveLocation.of(to)))
        .isInstanceOf(SmimeException.class);
    assertThat(to).doesNotExist();
  }

  @Test
  void aBackupShowsNothingWithoutItsKey() throws IOException {
    byte[] backup = backup();
    assertThat(new String(backup, StandardCharsets.ISO_8859_1)).doesNotContain("alice@example");
    MasterKey other = MasterKey.createdIfAbsent(folder.resolve("other.key"));
    assertCode(
        ErrorCode.WRONG_PASSWORD,
        () ->
            Backup.restore(
                new ByteArrayInputStream(backup),
                other,
                ArchiveLocation.of(folder.resolve("restored.db"))));
  }

  private static void assertCode(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SmimeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
