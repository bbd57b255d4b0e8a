package org.sealgate.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Memory that one result after another is written to, as into the buffer of a socket. */
final class Sink extends OutputStream {
  private byte[] octets = new byte[1 << 16];
  private int length;

  @Override
  public void write(int b) {
    room(1);
    octets[length++] = (byte) b;
  }

  @Override
  public void write(byte[] b, int off, int len) {
    room(len);
    System.arraycopy(b, off, octets, length, len);
    length += len;
  }

  private void room(int more) {
    if (octets.length - length < more) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
    }
  }

  void reset() {
    length = 0;
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }

  void keep(Path file) throws IOException {
    Files.write(file, toByteArray());
  }
}
