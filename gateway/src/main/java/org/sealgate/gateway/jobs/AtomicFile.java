package org.sealgate.gateway.jobs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that comes into being whole or not at all: written beside its place under another name,
 * forced to the disk, and renamed by {@link #commit}. Closed without a commit, nothing is left. A
 * name that is no regular file (a pipe, {@code /dev/null}) is written to as it is.
 */
public final class AtomicFile implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path target;
  private final Optional<Path> temporary;
  private final FileChannel channel;
  private final OutputStream stream;
  private boolean done;

  private AtomicFile(Path target, Optional<Path> temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Who may read a file. */
  public enum Readers {
    /** Whom the umask allows. */
    EVERYBODY,
    /** The owner alone: plaintext and keys. */
    OWNER
  }

  /** Begins a file that replaces whatever the name means now. */
  public static AtomicFile create(Path name, Readers readers) throws IOException {
    Path target = Files.isSymbolicLink(name) && Files.exists(name) ? name.toRealPath() : name;
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
      return new AtomicFile(target, Optional.empty(), channel);
    }
    for (int attempt = 0; ; attempt++) {
      Path temporary = beside(target);
      try {
        return new AtomicFile(target, Optional.of(temporary), open(temporary, readers));
      } catch (FileAlreadyExistsException e) {
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  private static Path beside(Path target) {
    String mark = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    return target.resolveSibling("." + target.getFileName() + "." + mark + ".part");
  }

  private static FileChannel open(Path file, Readers readers) throws IOException {
    FileAttribute<?>[] attributes =
        readers == Readers.OWNER
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {OWNER_ONLY}
            : new FileAttribute<?>[0];
    return FileChannel.open(
        file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes);
  }

  /** Where to write; buffered. */
  public OutputStream stream() {
    return stream;
  }

  /** Gives the file its name; what was written is then on the disk. */
  public void commit() throws IOException {
    stream.flush();
    if (temporary.isPresent()) {
      channel.force(true);
      channel.close();
      Files.move(
          temporary.get(),
          target,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    done = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!done
        && temporary.isPresent()
        && Files.exists(temporary.get(), LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(temporary.get());
    }
  }
}
