package org.sealgate.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.provider.TokenUri;

/** What opens a key archive: the key under which all its keys are encrypted, or the way to it. */
public sealed interface MasterKey {

  /**
   * A passphrase, from which the key is derived with Argon2id (RFC 9106).
   *
   * @param passphrase the passphrase
   */
  record Passphrase(Secret passphrase) implements MasterKey {}

  /**
   * A file of 32 random octets that only its owner may read.
   *
   * @param path where it is
   */
  record KeyFile(Path path) implements MasterKey {}

  /**
   * An AES-256 key on a token, which never leaves it: it wraps the key under which everything is.
   *
   * @param uri the token, and the label of the key as its object
   * @param pin opens the token
   */
  record OnToken(TokenUri uri, Secret pin) implements MasterKey {}

  /**
   * The key on a token.
   *
   * @throws SmimeException USAGE where the URI names no object
   */
  static MasterKey onToken(TokenUri uri, Secret pin) {
    if (uri.object().isEmpty()) {
      throw new SmimeException(
          ErrorCode.USAGE,
          "the master key on the " + uri.name() + " needs a label: add object=LABEL to the URI");
    }
    return new OnToken(uri, pin);
  }

  /** The key derived from a passphrase. */
  static MasterKey of(Secret passphrase) {
    if (passphrase.isEmpty()) {
      throw new SmimeException(
          ErrorCode.USAGE, "the passphrase of the key archive is empty: give one");
    }
    return new Passphrase(passphrase);
  }

  /** The key in a file. */
  static MasterKey inFile(Path path) {
    return new KeyFile(path);
  }

  /**
   * Makes a key file (mode 0600), or takes the one that is there.
   *
   * @throws SmimeException IO where it cannot be written
   */
  static MasterKey createdIfAbsent(Path path) {
    if (!Files.exists(path)) {
      byte[] octets = new byte[KeyFileOctets.LENGTH];
      new SecureRandom().nextBytes(octets);
      KeyFileOctets.writeIfAbsent(path, octets);
      Arrays.fill(octets, (byte) 0);
    }
    return new KeyFile(path);
  }

  /** Reads and writes the octets of a key file. */
  final class KeyFileOctets {
    static final int LENGTH = 32;
    private static final Set<PosixFilePermission> OTHERS =
        EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFileOctets() {}

    static byte[] read(Path path) {
      try {
        refuseReadableByOthers(path);
        byte[] octets = Files.readAllBytes(path);
        if (octets.length != LENGTH) {
          throw SmimeException.malformed(
              "the key file " + path + " has " + octets.length + " octets and not " + LENGTH);
        }
        return octets;
      } catch (IOException e) {
        throw new SmimeException(
            ErrorCode.IO, "the key file " + path + " of the archive cannot be read", e);
      }
    }

    private static void refuseReadableByOthers(Path path) throws IOException {
      if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        return;
      }
      Set<PosixFilePermission> granted = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      granted.retainAll(OTHERS);
      if (!granted.isEmpty()) {
        throw new SmimeException(
            ErrorCode.CONFIGURATION,
            "others than its owner may use the key file " + path + ": run chmod 600 on it");
      }
    }

    /**
     * Makes the file, whole or not at all, whenever the process dies; keeps the one that another
     * process made meanwhile.
     */
    static void writeIfAbsent(Path path, byte[] octets) {
      Path part = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        OwnerOnly.create(part);
        try {
          Files.write(part, octets, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
          // A link, unlike a move, is refused where the name is taken.
          Files.createLink(path, part);
        } finally {
          Files.delete(part);
        }
      } catch (FileAlreadyExistsException another) {
        // Made meanwhile: that one counts.
      } catch (IOException | UnsupportedOperationException e) {
        throw new SmimeException(
            ErrorCode.IO, "the key file " + path + " of the archive cannot be written", e);
      }
    }
  }

  /** Makes files that only their owner may read or write. */
  final class OwnerOnly {
    private OwnerOnly() {}

    static void create(Path path) throws IOException {
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(path);
      }
    }
  }
}
