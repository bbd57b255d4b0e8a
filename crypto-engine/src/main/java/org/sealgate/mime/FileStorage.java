package org.sealgate.mime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read at any position by any thread: as it is, or a temporary one, which is
 * encrypted under a key that exists only in memory, readable by its owner alone from the moment it
 * exists, and gone when it is closed (where the system allows, its name is gone from the start, so
 * that a crash leaves nothing).
 */
final class FileStorage {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CHUNK = 64 << 10;

  private final FileChannel channel;
  private final @Nullable FileCipher cipher;

  private FileStorage(FileChannel channel, @Nullable FileCipher cipher) {
    this.channel = channel;
    this.cipher = cipher;
  }

  static FileStorage plain(Path file) throws IOException {
    return new FileStorage(FileChannel.open(file, StandardOpenOption.READ), null);
  }

  static FileStorage temporary(Path directory) throws IOException {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return new FileStorage(create(directory), new FileCipher(key));
  }

  private static FileChannel create(Path directory) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    var options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    for (int attempt = 0; ; attempt++) {
      byte[] name = new byte[12];
      RANDOM.nextBytes(name);
      Path file = directory.resolve("sealgate-" + HexFormat.of().formatHex(name) + ".tmp");
      try {
        return FileChannel.open(file, options, mode);
      } catch (FileAlreadyExistsException taken) {
        if (attempt == 10) {
          throw taken;
        }
      }
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Reads until {@code count} octets are there or the file ends. */
  int read(long position, byte[] into, int at, int count) throws IOException {
    int done = 0;
    while (done < count) {
      // In pieces: the JDK keeps a direct buffer of the size of the largest read per thread.
      int piece = Math.min(count - done, CHUNK);
      int read = channel.read(ByteBuffer.wrap(into, at + done, piece), position + done);
      if (read < 0) {
        break;
      }
      done += read;
    }
    if (cipher != null && done > 0) {
      cipher.apply(position, into, at, done);
    }
    return done;
  }

  /** Appends octets, changing the array where they are encrypted. */
  void append(long position, byte[] from, int at, int count) throws IOException {
    if (cipher != null) {
      cipher.apply(position, from, at, count);
    }
    int done = 0;
    while (done < count) {
      int piece = Math.min(count - done, CHUNK);
      done += channel.write(ByteBuffer.wrap(from, at + done, piece), position + done);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
