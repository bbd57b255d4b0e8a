package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Octets in a file. */
final class FileOctets implements Octets {
  private final byte[] bytes;

  private FileOctets(byte[] bytes) {
    this.bytes = bytes;
  }

  static FileOctets of(Path file) throws IOException {
    return new FileOctets(Files.readAllBytes(file));
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return Octets.of(bytes).open();
  }

  @Override
  public Octets slice(long from, long to) {
    return Octets.of(bytes).slice(from, to);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public void close() {}
}
