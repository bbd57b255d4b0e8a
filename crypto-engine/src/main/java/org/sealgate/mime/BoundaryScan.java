package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the boundary lines of a multipart in pieces that overlap by the length of the delimiter,
 * which are read from a file and lie where they are in memory. The search looks at four octets
 * where a delimiter would end: where no four octets of the delimiter look like them, none begins
 * before the last three, and nearly all of a mail is passed over in steps of that length.
 * Elsewhere, and for a short delimiter, Horspool's method decides by the last octet how far to go.
 */
final class BoundaryScan {
  private static final int CHUNK = 256 << 10;

  /** The line end before a delimiter belongs to its line. */
  private static final int LINE_END = 2;

  /** Spaces, tabs and a line end behind a delimiter: more than this is no boundary line. */
  private static final int TAIL = 256;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int GRAM = Integer.BYTES;

  /** A shorter delimiter gives steps that are too small to be worth it. */
  private static final int WORTH = 10;

  private final Octets body;

  /** Two hyphens and the boundary. */
  private final byte[] delimiter;

  private final int[] shift = new int[256];

  /** One bit for each hash of four octets that stand together in the delimiter. */
  private final long[] grams = new long[32];

  /** Holds the window: a piece of the body. */
  private final byte[] array;

  private long windowStart;
  private int windowOffset;
  private int windowLength;

  BoundaryScan(Octets body, byte[] boundary) {
    this.body = body;
    this.delimiter = new byte[boundary.length + 2];
    delimiter[0] = '-';
    delimiter[1] = '-';
    System.arraycopy(boundary, 0, delimiter, 2, boundary.length);
    Arrays.fill(shift, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      shift[delimiter[i] & 0xff] = delimiter.length - 1 - i;
    }
    for (int i = 0; i <= delimiter.length - GRAM; i++) {
      int hash = hash((int) INT.get(delimiter, i));
      grams[hash >>> 6] |= 1L << hash;
    }
    array =
        body instanceof MemoryOctets memory
            ? memory.array()
            : new byte[(int) Math.min(CHUNK, body.length())];
  }

  /**
   * One boundary line.
   *
   * @param start where the line end before it begins, which belongs to it
   * @param end behind its own line end
   * @param closing whether two more hyphens follow
   */
  record Line(long start, long end, boolean closing) {}

  /** Is shown the octets that the search has passed. */
  interface Passed {
    /** Everything before a position, which only grows, is passed. */
    void before(long position) throws IOException;
  }

  /** The next boundary line that begins at or behind a position, which is the start of a line. */
  @Nullable Line next(long from) throws IOException {
    return next(from, position -> {});
  }

  /** The same; what is passed is shown while it is in the processor's cache. */
  @Nullable Line next(long from, Passed passed) throws IOException {
    long at = from;
    while (true) {
      long found = search(at, passed);
      if (found < 0) {
        return null;
      }
      Line line = line(found);
      if (line != null && (found == from || line.start() < found)) {
        return line;
      }
      at = found + 1;
    }
  }

  private long search(long from, Passed passed) throws IOException {
    long at = from;
    while (body.length() - at >= delimiter.length) {
      if (at + delimiter.length > windowStart + windowLength || at < windowStart) {
        long start = Math.max(0, at - LINE_END);
        passed.before(start);
        load(start);
      }
      int begin = windowOffset + (int) (at - windowStart);
      int end = windowOffset + windowLength;
      int found = find(begin, end);
      if (found >= 0) {
        return windowStart + (found - windowOffset);
      }
      at = windowStart + windowLength - delimiter.length + 1;
    }
    return -1;
  }

  /** Writes octets of the body, from the window where it holds them. */
  void writeTo(OutputStream out, long from, long to) throws IOException {
    if (from >= windowStart && to <= windowStart + windowLength) {
      out.write(array, windowOffset + (int) (from - windowStart), (int) (to - from));
    } else {
      body.slice(from, to).writeTo(out);
    }
  }

  private int find(int begin, int end) {
    byte[] text = array;
    int last = delimiter.length - 1;
    byte lastOctet = delimiter[last];
    boolean byGrams = delimiter.length >= WORTH;
    int step = delimiter.length - GRAM + 1;
    int at = begin;
    while (at + last < end) {
      // The processor guesses this branch right and reads on before the octets have come.
      if (byGrams && !isOfDelimiter((int) INT.get(text, at + step - 1))) {
        at += step;
        continue;
      }
      byte octet = text[at + last];
      if (octet == lastOctet && text[at] == '-' && matches(at)) {
        return at;
      }
      at += shift[octet & 0xff];
    }
    return -1;
  }

  private boolean isOfDelimiter(int gram) {
    int hash = hash(gram);
    return ((grams[hash >>> 6] >>> hash) & 1) != 0;
  }

  /** Eleven bits of four octets. */
  private static int hash(int gram) {
    return (gram * 0x9E3779B1) >>> 21;
  }

  private boolean matches(int at) {
    return Arrays.equals(array, at, at + delimiter.length, delimiter, 0, delimiter.length);
  }

  private void load(long from) throws IOException {
    windowStart = from;
    int length = (int) Math.min(CHUNK, body.length() - from);
    windowLength = length;
    if (body instanceof MemoryOctets memory) {
      windowOffset = memory.offset() + (int) from;
    } else if (body.read(from, array, 0, length) < length) {
      throw new IOException("the storage became shorter while it was read");
    }
  }

  /**
   * The line around a delimiter, or null where it is a longer boundary or text; without a line end
   * before it, its start is that of the delimiter.
   */
  private @Nullable Line line(long found) throws IOException {
    byte[] around = new byte[TAIL];
    int before = (int) Math.min(2, found);
    body.read(found - before, around, 0, before);
    long start = found - lineEndBefore(around, before);
    long tail = found + delimiter.length;
    int count = body.read(tail, around, 0, TAIL);
    boolean closing = count >= 2 && around[0] == '-' && around[1] == '-';
    int at = closing ? 2 : 0;
    while (at < count && (around[at] == ' ' || around[at] == '\t' || around[at] == '\r')) {
      at++;
    }
    if (at == count) {
      return tail + at == body.length() ? new Line(start, tail + at, closing) : null;
    }
    return around[at] == '\n' ? new Line(start, tail + at + 1, closing) : null;
  }

  private static int lineEndBefore(byte[] before, int count) {
    if (count == 0 || before[count - 1] != '\n') {
      return 0;
    }
    return count == 2 && before[0] == '\r' ? 2 : 1;
  }
}
