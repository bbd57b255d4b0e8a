package org.sealgate.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Rewrites BER so that every OCTET STRING in pieces becomes one piece and every length definite:
 * strings nested hundreds of pieces deep are legal (X.690, 8.7.3) and some programs' tests write
 * them, while Bouncy Castle stops at 64 levels of anything.
 */
final class BerStrings {
  private static final int OCTET_STRING_IN_PIECES = 0x24;
  private static final int DEEPEST_STRING = 1_000;
  private static final int DEEPEST = 64;

  private final byte[] in;
  private int position;

  private BerStrings(byte[] in) {
    this.in = in;
  }

  /** The first object of the octets, rewritten. */
  static byte[] joined(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
    new BerStrings(octets).copy(octets.length, out, 0);
    return out.toByteArray();
  }

  /** Where an object ends, and whether only a marker says so. */
  private record End(int position, boolean isMarked) {}

  private void copy(int limit, ByteArrayOutputStream out, int depth) throws IOException {
    require(depth <= DEEPEST);
    int start = position;
    boolean constructed = (at(position) & 0x20) != 0;
    boolean isString = at(position) == OCTET_STRING_IN_PIECES;
    skipTag();
    int tagLength = position - start;
    End end = end(limit);
    if (!constructed) {
      require(!end.isMarked);
      out.write(in, start, end.position - start);
      position = end.position;
      return;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (!atEnd(end)) {
      if (isString) {
        join(end.position, content, 1);
      } else {
        copy(end.position, content, depth + 1);
      }
    }
    if (isString) {
      out.write(0x04);
    } else {
      out.write(in, start, tagLength);
    }
    writeLength(content.size(), out);
    content.writeTo(out);
  }

  /** A piece of a string: octets, or pieces again. */
  private void join(int limit, ByteArrayOutputStream content, int depth) throws IOException {
    require(depth <= DEEPEST_STRING);
    int tag = at(position++);
    End end = end(limit);
    if (tag == 0x04) {
      require(!end.isMarked);
      content.write(in, position, end.position - position);
      position = end.position;
      return;
    }
    require(tag == OCTET_STRING_IN_PIECES);
    while (!atEnd(end)) {
      join(end.position, content, depth + 1);
    }
  }

  private boolean atEnd(End end) throws IOException {
    if (!end.isMarked) {
      return position >= end.position;
    }
    if (at(position) == 0 && at(position + 1) == 0) {
      position += 2;
      return true;
    }
    return false;
  }

  private void skipTag() throws IOException {
    boolean isLong = (at(position++) & 0x1F) == 0x1F;
    while (isLong) {
      isLong = (at(position++) & 0x80) != 0;
    }
  }

  private End end(int limit) throws IOException {
    int first = at(position++);
    if (first == 0x80) {
      return new End(limit, true);
    }
    long length = first;
    if (first > 0x80) {
      require(first <= 0x84);
      length = 0;
      for (int i = first & 0x7F; i > 0; i--) {
        length = length << 8 | at(position++);
      }
    }
    require(length <= limit - position);
    return new End((int) (position + length), false);
  }

  private static void writeLength(int length, ByteArrayOutputStream out) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    out.write(0x80 | octets);
    for (int i = octets - 1; i >= 0; i--) {
      out.write(length >>> (8 * i));
    }
  }

  private int at(int index) throws IOException {
    require(index < in.length);
    return in[index] & 0xFF;
  }

  private static void require(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("broken or too deeply nested BER");
    }
  }
}
