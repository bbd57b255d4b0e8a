package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * Octets of known length that can be read again and again, in memory or in a file: what the engine
 * takes in and hands out. Immutable and thread-safe; a slice shares the storage of its whole.
 *
 * <p>Closing releases the file where there is one (a temporary file vanishes with it), and does
 * nothing otherwise; it may be called twice. A slice does not own its storage.
 */
public sealed interface Octets extends AutoCloseable
    permits MemoryOctets, FileOctets, JoinedOctets {

  /** The number of octets. */
  long length();

  /**
   * A stream over the octets from the first; reads in bulk cost one copy, and it needs no close.
   */
  InputStream open();

  /**
   * Copies octets from a position of these into an array.
   *
   * @return how many were copied: {@code length}, less only at the end of these octets
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** The octets {@code from} (inclusive) to {@code to} (exclusive), sharing this storage. */
  Octets slice(long from, long to);

  /** Writes all octets in large pieces. */
  void writeTo(OutputStream out) throws IOException;

  /**
   * A copy of all octets as an array.
   *
   * @throws SmimeException LIMIT_EXCEEDED where they do not fit in one
   */
  default byte[] toByteArray() throws IOException {
    if (length() > Integer.MAX_VALUE - 8) {
      throw new SmimeException(
          ErrorCode.LIMIT_EXCEEDED, length() + " octets do not fit into memory: read as a stream");
    }
    byte[] all = new byte[(int) length()];
    int count = read(0, all, 0, all.length);
    if (count != all.length) {
      throw new IOException("the storage holds " + count + " octets, not " + all.length);
    }
    return all;
  }

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

  /** The content of a file that nobody changes while it is in use; close them to close the file. */
  static Octets of(Path file) throws IOException {
    return FileOctets.of(file);
  }

  /** Several octets one after the other, without a copy; closing closes each piece. */
  static Octets join(List<Octets> pieces) {
    return pieces.size() == 1 ? pieces.get(0) : new JoinedOctets(pieces);
  }

  /** Several octets one after the other, without a copy; closing closes each piece. */
  static Octets join(Octets... pieces) {
    return join(List.of(pieces));
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
