package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/** Octets in a span of a file; only the span that was made first closes the file. */
final class FileOctets implements Octets {
  private static final int CHUNK = 64 << 10;

  private final FileStorage storage;
  private final long offset;
  private final long length;
  private final boolean owner;

  FileOctets(FileStorage storage, long length) {
    this(storage, 0, length, true);
  }

  private FileOctets(FileStorage storage, long offset, long length, boolean owner) {
    this.storage = storage;
    this.offset = offset;
    this.length = length;
    this.owner = owner;
  }

  static FileOctets of(Path file) throws IOException {
    FileStorage.Plain storage = FileStorage.Plain.open(file);
    return new FileOctets(storage, storage.channel().size());
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    return new OctetsInputStream(this);
  }

  @Override
  public int read(long position, byte[] into, int at, int count) throws IOException {
    Objects.checkIndex(position, length + 1);
    int wanted = (int) Math.min(count, length - position);
    return storage.read(offset + position, into, at, wanted);
  }

  @Override
  public Octets slice(long from, long to) {
    Objects.checkFromToIndex(from, to, length);
    return new FileOctets(storage, offset + from, to - from, false);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
    long position = 0;
    while (position < length) {
      int count = read(position, chunk, 0, chunk.length);
      if (count == 0) {
        throw new IOException("the file became shorter while it was read");
      }
      out.write(chunk, 0, count);
      position += count;
    }
  }

  @Override
  public void close() {
    if (owner) {
      storage.close();
    }
  }

  @Override
  public String toString() {
    return "Octets[" + length + " in a file]";
  }
}
