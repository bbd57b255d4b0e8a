package org.sealgate.mime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Octets of a file that are read at any position by any thread. */
sealed interface FileStorage permits FileStorage.Plain, TemporaryStorage {

  /** Reads until {@code count} octets are there or the storage ends. */
  int read(long position, byte[] into, int at, int count) throws IOException;

  void close();

  /** A file as it is. */
  record Plain(FileChannel channel) implements FileStorage {
    static Plain open(Path file) throws IOException {
      return new Plain(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public int read(long position, byte[] into, int at, int count) throws IOException {
      return FileStorage.read(channel, position, ByteBuffer.wrap(into, at, count));
    }

    @Override
    public void close() {
      FileStorage.close(channel);
    }
  }

  /** Fills a buffer as far as the file goes. */
  static int read(FileChannel channel, long position, ByteBuffer into) throws IOException {
    // In pieces: the JDK keeps a direct buffer of the size of the largest read per thread.
    int start = into.position();
    int end = into.limit();
    while (into.position() < end) {
      into.limit(Math.min(end, into.position() + TemporaryStorage.SEALED));
      if (channel.read(into, position + into.position() - start) < 0) {
        break;
      }
    }
    return into.position() - start;
  }

  static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
