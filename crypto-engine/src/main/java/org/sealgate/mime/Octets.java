package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Octets of known length that can be read again and again, in memory or in a file: what the engine
 * takes in and hands out. Immutable and thread-safe; a slice shares the storage of its whole.
 *
 * <p>Closing releases the storage where it is a temporary file, and does nothing otherwise. A slice
 * does not own its storage.
 */
public sealed interface Octets extends AutoCloseable permits MemoryOctets, FileOctets {

  /** The number of octets. */
  long length();

  /**
   * A stream over the octets from the first; reads in bulk cost one copy, and it needs no close.
   */
  InputStream open();

  /** The octets {@code from} (inclusive) to {@code to} (exclusive), sharing this storage. */
  Octets slice(long from, long to);

  /** Writes all octets in large pieces. */
  void writeTo(OutputStream out) throws IOException;

  /**
   * A copy of all octets as an array.
   *
   * @throws org.sealgate.SmimeException LIMIT_EXCEEDED where they do not fit in one
   */
  byte[] toByteArray() throws IOException;

  @Override
  void close();

  /** Octets of an array that the caller no longer changes. */
  static Octets of(byte[] bytes) {
    return new MemoryOctets(bytes, 0, bytes.length);
  }

  /** Octets of a span of an array that the caller no longer changes. */
  static Octets of(byte[] bytes, int offset, int length) {
    return new MemoryOctets(bytes, offset, length);
  }

  /** The content of a file that nobody changes while it is in use. */
  static Octets of(Path file) throws IOException {
    return FileOctets.of(file);
  }

  /**
   * All octets of a stream: kept in memory up to {@link Spool#DEFAULT_THRESHOLD}, beyond that in an
   * encrypted temporary file.
   */
  static Octets readAll(InputStream in) throws IOException {
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
      in.transferTo(spool);
      return spool.toOctets();
    }
  }
}
