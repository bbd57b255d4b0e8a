package org.sealgate.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.sealgate.SmimeException;

/**
 * Pulls BER and DER (X.690) from a stream, element by element, through one buffer of 32 KiB:
 * definite and indefinite lengths, strings in one piece or nested in pieces. Content passes through
 * to a sink; small structures are captured as {@link Element}s within a budget; the rest is skipped
 * by its length.
 *
 * <p>Not thread-safe.
 */
final class BerReader {
  private static final int BUFFER = 32 << 10;
  private static final int SMALLEST_BUFFER = 512;
  private static final long INDEFINITE = -1;

  /** A claimed length up to which memory is given before the octets have come. */
  private static final int TRUSTED_LENGTH = 1 << 20;

  private final InputStream in;
  private final CmsLimits limits;
  private final byte[] buffer;
  private int position;
  private int available;
  private long base;

  /** For each open construction the offset of its end, or INDEFINITE. */
  private final long[] ends;

  private int depth;
  private long budget;

  // The header that was peeked at and not yet consumed.
  private boolean peeked;
  private int tag;
  private long length;
  private final byte[] header = new byte[16];
  private int headerLength;

  BerReader(InputStream in, CmsLimits limits) {
    this.in = in;
    this.buffer = new byte[bufferSize(in)];
    this.limits = limits;
    this.ends = new long[limits.depth()];
    this.budget = limits.structureOctets();
  }

  /** Not more than there is to read: most structures are a few thousand octets. */
  private static int bufferSize(InputStream in) {
    try {
      int known = in.available();
      return known <= 1 ? BUFFER : Math.clamp(known + 1L, SMALLEST_BUFFER, BUFFER);
    } catch (IOException e) {
      return BUFFER;
    }
  }

  /**
   * How many octets the next element has, as far as that is known: its length, but not more than
   * can still be read. 0 where nobody knows.
   */
  long expectedOctets() throws IOException {
    if (peek() < 0) {
      return 0;
    }
    long readable = (long) available - position + Math.max(0, in.available());
    return length == INDEFINITE ? readable : Math.min(length, readable);
  }

  /** The identifier octet of the next element; -1 at the end of the present construction. */
  int peek() throws IOException {
    if (peeked) {
      return tag;
    }
    if (depth > 0 && ends[depth - 1] != INDEFINITE) {
      if (offset() >= ends[depth - 1]) {
        return -1;
      }
    } else if (depth == 0 && !fill()) {
      return -1;
    }
    readHeader();
    if (depth > 0 && ends[depth - 1] == INDEFINITE && tag == 0 && length == 0) {
      ends[depth - 1] = offset();
      peeked = false;
      return -1;
    }
    return tag;
  }

  /** Goes into the next element, which is a construction with this identifier octet. */
  void enter(int identifier, String what) throws IOException {
    if (peek() != identifier) {
      throw broken("no " + what + " where one has to be");
    }
    push();
  }

  private void push() {
    if (depth == ends.length) {
      throw SmimeException.limit("cms.depth", limits.depth());
    }
    ends[depth++] = length == INDEFINITE ? INDEFINITE : offset() + length;
    peeked = false;
  }

  /** Leaves the construction last entered, past whatever it still holds. */
  void leave() throws IOException {
    while (peek() >= 0) {
      skip();
    }
    depth--;
  }

  /** Skips the next element. */
  void skip() throws IOException {
    peek();
    peeked = false;
    if (length != INDEFINITE) {
      skipOctets(length);
      return;
    }
    push();
    leave();
  }

  /** The next element, as a whole, in memory. */
  Element capture(String what) throws IOException {
    if (peek() < 0) {
      throw broken("no " + what + " where one has to be");
    }
    peeked = false;
    if (length != INDEFINITE) {
      spend(headerLength + length);
      if (length <= TRUSTED_LENGTH) {
        byte[] encoded = new byte[headerLength + (int) length];
        System.arraycopy(header, 0, encoded, 0, headerLength);
        readFully(encoded, headerLength);
        return Element.parse(encoded);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (length == INDEFINITE) {
      copyIndefinite(out);
    } else {
      out.write(header, 0, headerLength);
      copyOctets(length, out);
    }
    return Element.parse(out.toByteArray());
  }

  /** The next element as a whole, which has this identifier octet. */
  Element capture(int identifier, String what) throws IOException {
    if (peek() != identifier) {
      throw broken("no " + what + " where one has to be");
    }
    return capture(what);
  }

  private void copyIndefinite(ByteArrayOutputStream out) throws IOException {
    spend(headerLength);
    out.write(header, 0, headerLength);
    push();
    while (peek() >= 0) {
      peeked = false;
      if (length == INDEFINITE) {
        copyIndefinite(out);
      } else {
        spend(headerLength + length);
        out.write(header, 0, headerLength);
        copyOctets(length, out);
      }
    }
    depth--;
    out.write(0);
    out.write(0);
  }

  /** Writes the octets of the next element, a string in one piece or in nested pieces. */
  void octets(OutputStream sink) throws IOException {
    peek();
    boolean constructed = (tag & 0x20) != 0;
    if (!constructed) {
      peeked = false;
      copyOctets(length, sink);
      return;
    }
    Gatherer gatherer = new Gatherer(sink);
    pieces(gatherer);
    gatherer.flush();
  }

  private void pieces(Gatherer sink) throws IOException {
    push();
    for (int piece = peek(); piece >= 0; piece = peek()) {
      if (piece == 0x24) {
        pieces(sink);
      } else if (piece == Der.OCTET_STRING) {
        peeked = false;
        copyOctets(length, sink);
      } else {
        throw broken("something in an OCTET STRING that is no piece of it");
      }
    }
    depth--;
  }

  private void readHeader() throws IOException {
    headerLength = 0;
    tag = headerOctet();
    if ((tag & 0x1F) == 0x1F) {
      int number = 0;
      int next;
      do {
        next = headerOctet();
        number = number << 7 | (next & 0x7F);
      } while ((next & 0x80) != 0 && headerLength < 4);
      tag |= number << 8;
    }
    int first = headerOctet();
    if (first == 0x80) {
      if ((tag & 0x20) == 0) {
        throw broken("a primitive element of indefinite length");
      }
      length = INDEFINITE;
    } else {
      length = first < 0x80 ? first : longLength(first & 0x7F);
    }
    if (depth > 0
        && ends[depth - 1] != INDEFINITE
        && (offset() > ends[depth - 1] || length > ends[depth - 1] - offset())) {
      throw broken("an element that ends behind what holds it");
    }
    peeked = true;
  }

  private long longLength(int octets) throws IOException {
    if (octets > 8) {
      throw broken("a length that is too large");
    }
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | headerOctet();
    }
    if (value < 0) {
      throw broken("a length that is too large");
    }
    return value;
  }

  private int headerOctet() throws IOException {
    if (position == available && !fill()) {
      throw broken("it ends too early");
    }
    byte octet = buffer[position++];
    header[headerLength++] = octet;
    return octet & 0xFF;
  }

  private void copyOctets(long count, OutputStream sink) throws IOException {
    long left = count;
    while (left > 0) {
      int piece = require(left);
      sink.write(buffer, position, piece);
      position += piece;
      left -= piece;
    }
  }

  private void skipOctets(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int piece = require(left);
      position += piece;
      left -= piece;
    }
  }

  private void readFully(byte[] target, int from) throws IOException {
    int done = from;
    while (done < target.length) {
      if (position == available && target.length - done >= buffer.length) {
        done += readDirectly(target, done);
        continue;
      }
      int piece = require(target.length - done);
      System.arraycopy(buffer, position, target, done, piece);
      position += piece;
      done += piece;
    }
  }

  /** Past the buffer, where it is empty and more is wanted than it holds. */
  private int readDirectly(byte[] target, int from) throws IOException {
    base += available;
    position = 0;
    available = 0;
    int count = in.read(target, from, target.length - from);
    if (count <= 0) {
      throw broken("it ends too early");
    }
    base += count;
    return count;
  }

  private int require(long wanted) throws IOException {
    if (position == available && !fill()) {
      throw broken("it ends too early");
    }
    return (int) Math.min(wanted, available - position);
  }

  private boolean fill() throws IOException {
    if (position < available) {
      return true;
    }
    base += available;
    position = 0;
    available = Math.max(0, in.read(buffer, 0, buffer.length));
    return available > 0;
  }

  private void spend(long octets) {
    budget -= octets;
    if (budget < 0) {
      throw SmimeException.limit("cms.structureOctets", limits.structureOctets());
    }
  }

  private long offset() {
    return base + position;
  }

  SmimeException broken(String why) {
    return Element.broken(offset(), why);
  }

  /** Joins small pieces, so that a cipher or digest behind it is fed in large ones. */
  private static final class Gatherer extends OutputStream {
    private final OutputStream sink;
    private final byte[] pending = new byte[BUFFER];
    private int count;

    Gatherer(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      if (len > pending.length - count) {
        flush();
      }
      if (len >= pending.length) {
        sink.write(b, off, len);
        return;
      }
      System.arraycopy(b, off, pending, count, len);
      count += len;
    }

    @Override
    public void flush() throws IOException {
      sink.write(pending, 0, count);
      count = 0;
    }
  }
}
