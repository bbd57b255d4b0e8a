package org.sealgate.mime;

import java.io.IOException;
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

/**
 * A temporary file, which is sealed in pieces under a key that exists only in memory, readable by
 * its owner alone from the moment it exists, and gone when it is closed (where the system allows,
 * its name is gone from the start, so that a crash leaves nothing).
 *
 * <p>One thread appends and then finishes; from then on any thread reads.
 */
final class TemporaryStorage implements FileStorage {
  /** Octets sealed together: enough for native code, and little to open for a look at a few. */
  static final int PIECE = 64 << 10;

  /** Octets of a piece in the file. */
  static final int SEALED = PIECE + FileCipher.TAG;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final FileChannel channel;
  private final FileCipher cipher;
  private final byte[] sealed = new byte[SEALED];

  /** The piece that grows while octets are appended; afterwards the one that was opened last. */
  private final byte[] piece = new byte[PIECE];

  private int pieceLength;

  /** The number of that piece. */
  private long number;

  private long length;
  private boolean complete;

  TemporaryStorage(FileChannel channel, FileCipher cipher) {
    this.channel = channel;
    this.cipher = cipher;
  }

  static TemporaryStorage in(Path directory, CipherSource ciphers) throws IOException {
    FileCipher cipher = new FileCipher(ciphers);
    return new TemporaryStorage(create(directory), cipher);
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

  /** The number of octets appended so far. */
  long length() {
    return length;
  }

  void append(byte[] from, int at, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (pieceLength == 0 && count - done >= PIECE) {
        write(new FileCipher.Span(from, at + done, PIECE));
        done += PIECE;
        continue;
      }
      int fitting = Math.min(count - done, PIECE - pieceLength);
      System.arraycopy(from, at + done, piece, pieceLength, fitting);
      pieceLength += fitting;
      done += fitting;
      if (pieceLength == PIECE) {
        write(new FileCipher.Span(piece, 0, PIECE));
        pieceLength = 0;
      }
    }
    length += count;
  }

  /** Seals the last piece; nothing can be appended any more. */
  void finish() throws IOException {
    if (pieceLength > 0) {
      write(new FileCipher.Span(piece, 0, pieceLength));
    }
    number = -1;
    complete = true;
  }

  private void write(FileCipher.Span plain) throws IOException {
    if (complete) {
      throw new IllegalStateException("the storage is complete: a number is sealed only once");
    }
    cipher.seal(number, plain, sealed);
    ByteBuffer rest = ByteBuffer.wrap(sealed, 0, plain.count() + FileCipher.TAG);
    long position = number * SEALED;
    while (rest.hasRemaining()) {
      channel.write(rest, position + rest.position());
    }
    number++;
  }

  // One reader at a time: there is one cipher and one piece that is kept.
  @Override
  public synchronized int read(long position, byte[] into, int at, int count) throws IOException {
    int wanted = (int) Math.min(count, length - position);
    int done = 0;
    while (done < wanted) {
      long next = (position + done) / PIECE;
      int offset = (int) ((position + done) % PIECE);
      int whole = (int) Math.min(PIECE, length - next * PIECE);
      if (offset == 0 && wanted - done >= whole && next != number) {
        open(next, new FileCipher.Span(into, at + done, whole));
        done += whole;
        continue;
      }
      keep(next, whole);
      int fitting = Math.min(wanted - done, whole - offset);
      System.arraycopy(piece, offset, into, at + done, fitting);
      done += fitting;
    }
    return done;
  }

  private void keep(long wanted, int whole) throws IOException {
    if (wanted != number) {
      number = -1;
      open(wanted, new FileCipher.Span(piece, 0, whole));
      number = wanted;
    }
  }

  private void open(long wanted, FileCipher.Span plain) throws IOException {
    int octets = plain.count() + FileCipher.TAG;
    int read = FileStorage.read(channel, wanted * SEALED, ByteBuffer.wrap(sealed, 0, octets));
    if (read < octets) {
      throw new IOException("a temporary file became shorter while it was in use");
    }
    cipher.open(wanted, sealed, plain);
  }

  @Override
  public void close() {
    FileStorage.close(channel);
  }
}
