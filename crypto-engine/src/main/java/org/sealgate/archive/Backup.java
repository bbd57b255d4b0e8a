package org.sealgate.archive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * One file with everything of an archive as it was at one moment, encrypted under a passphrase or a
 * key file of its own; the keys in it are still under the archive's master key. It does not depend
 * on the database it came from.
 */
public final class Backup {
  private static final byte[] MAGIC = Vault.utf8("SgKB1");
  private static final int SALT_OCTETS = 32;
  private static final int MOST_PARAMETERS = 255;

  private Backup() {}

  /**
   * What a backup holds.
   *
   * @param at when it was made
   * @param identities how many identities
   * @param canaries how many mails in it prove that its keys open
   */
  public record Summary(Instant at, int identities, int canaries) {}

  /** Writes one, from one state of the store. */
  static Summary write(Source source, MasterKey protection, OutputStream out) throws IOException {
    byte[] salt = Vault.newKey();
    byte[] parameters =
        MasterKeyDerivation.newParameters(protection, MasterKeyDerivation.Cost.DEFAULT);
    out.write(MAGIC);
    out.write(salt);
    out.write(parameters.length);
    out.write(parameters);
    try (Vault vault = vault(protection, parameters, salt);
        SealedOutput sealed = new SealedOutput(vault, out);
        DataOutputStream data = new DataOutputStream(sealed)) {
      return source.store.snapshot(connection -> dump(connection, source, data));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What is backed up. */
  record Source(Store store, Identities identities, Instant now) {}

  private static Summary dump(Connection connection, Source source, DataOutputStream out)
      throws SQLException {
    if (out.size() > 0) {
      // What was written cannot be taken back, so the work cannot begin anew on a new connection.
      throw new SmimeException(
          ErrorCode.UNAVAILABLE, "the connection to the key archive broke: make the backup again");
    }
    List<ArchivedIdentity> proved =
        source.identities.anyInCustodyOfGateway(connection, Canaries.MOST);
    int count = source.identities.count(connection);
    try {
      out.writeInt(Migrations.ALL.size());
      out.writeLong(source.now.toEpochMilli());
      out.writeInt(count);
      Dump.write(connection, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Summary(source.now, count, Canaries.write(proved, out));
  }

  private static Vault vault(MasterKey protection, byte[] parameters, byte[] salt) {
    try (Vault key = MasterKeyDerivation.vault(protection, parameters)) {
      byte[] own = key.tag("backup", salt);
      try {
        return new Vault(own);
      } finally {
        Arrays.fill(own, (byte) 0);
      }
    }
  }

  /**
   * Makes an archive of a backup, wherever the one lay that it was made of.
   *
   * @param to where; no archive may be there yet
   * @return what it holds
   * @throws SmimeException REFUSED where something is there, WRONG_PASSWORD, MALFORMED where the
   *     backup is damaged
   */
  public static Summary restore(InputStream backup, MasterKey protection, ArchiveLocation to)
      throws IOException {
    try (DataInputStream in = opened(backup, protection)) {
      return restored(in, to);
    }
  }

  private static Summary restored(DataInputStream in, ArchiveLocation to) throws IOException {
    if (to instanceof ArchiveLocation.InFile(Path file)) {
      refuse(Files.exists(file), to);
    }
    int format = in.readInt();
    if (format > Migrations.ALL.size()) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "the backup is of a newer Sealgate: restore it with that one");
    }
    Instant at = Instant.ofEpochMilli(in.readLong());
    int identities = in.readInt();
    boolean isDone = false;
    try (Store store = Store.open(to)) {
      refuse(store.read(Keyring::isThere), to);
      store.write(connection -> copied(in, connection, store.dialect()));
      isDone = true;
      return new Summary(at, identities, 0);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (!isDone && to instanceof ArchiveLocation.InFile(Path file)) {
        removeDatabase(file);
      }
    }
  }

  private static boolean copied(DataInputStream in, Connection connection, Dialect dialect)
      throws SQLException {
    Dump.read(in, connection);
    for (String sql : dialect.afterCopy()) {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
    return true;
  }

  private static void refuse(boolean isThere, ArchiveLocation to) {
    if (isThere) {
      throw new SmimeException(
          ErrorCode.REFUSED,
          to + " is there already, and a restore overwrites nothing: name another place");
    }
  }

  /** Takes away what an interrupted restore began; there was nothing before. */
  private static void removeDatabase(Path file) throws IOException {
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
  }

  private static DataInputStream opened(InputStream backup, MasterKey protection)
      throws IOException {
    if (!Arrays.equals(backup.readNBytes(MAGIC.length), MAGIC)) {
      throw SmimeException.malformed("this is no backup of a key archive: give one");
    }
    byte[] salt = backup.readNBytes(SALT_OCTETS);
    int length = backup.read();
    byte[] parameters = backup.readNBytes(Math.clamp(length, 0, MOST_PARAMETERS));
    if (salt.length < SALT_OCTETS || length < 1 || parameters.length < length) {
      throw SmimeException.malformed("the backup is cut off: take another one");
    }
    return new DataInputStream(new SealedInput(vault(protection, parameters, salt), backup));
  }

  /**
   * Proves that a backup restores: makes a scratch copy, opens it with the master key, verifies the
   * audit and opens the canaries.
   *
   * @param master the master key the archive had when the backup was made
   * @return what it holds
   * @throws SmimeException as {@link #restore} and {@link KeyArchives#open(Path, MasterKey)}
   */
  public static Summary verify(InputStream backup, MasterKey protection, MasterKey master)
      throws IOException {
    Path scratch = Files.createTempDirectory("sealgate-backup");
    try (DataInputStream in = opened(backup, protection)) {
      Path copy = scratch.resolve("archive.db");
      Summary restored = restored(in, ArchiveLocation.of(copy));
      try (KeyArchive archive = KeyArchives.open(copy, master)) {
        archive
            .verifyAudit()
            .ifPresent(link -> {
              throw SmimeException.malformed(
                  "the audit in the backup is broken at entry " + link.number());
            });
        int canaries = Canaries.open(in, archive);
        if (in.read() >= 0) {
          throw SmimeException.malformed("the backup holds more than it should: take another one");
        }
        return new Summary(restored.at(), restored.identities(), canaries);
      }
    } finally {
      remove(scratch);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
