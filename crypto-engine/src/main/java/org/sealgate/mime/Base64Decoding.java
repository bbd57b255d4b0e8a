package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Reads what base64 stands for (RFC 2045, 6.8), whatever came between: line ends of any kind, white
 * space, characters outside the alphabet, missing padding. Padding ends it; what follows, such as
 * the footer of a mailing list, is not decoded. A last group of one character is dropped.
 *
 * <p>Regular lines are copied together and decoded many at once by {@code java.util.Base64}; only
 * what is irregular goes character by character. The result is never longer than three quarters of
 * the input.
 */
public final class Base64Decoding extends InputStream {
  private static final int RAW = 8 << 10;

  /** What is smaller than this is not worth a buffer of its own size. */
  private static final int SMALLEST = 256;

  /** Characters decoded at once: whole lines of 76 and of 64. */
  private static final int GROUPED = 76 * 64;

  /** 1 for the characters of the alphabet, 2 for the padding, 0 for all others. */
  private static final byte[] KIND = kinds();

  private final InputStream in;

  /** What is still encoded; not ours to write to where it is the storage of octets in memory. */
  private final byte[] raw;

  private int rawAt;
  private int rawEnd;
  private boolean rawDone;

  private final byte[] grouped;
  private int groupedEnd;
  private boolean padded;
  private boolean atLineStart = true;

  private final byte[] plain;
  private int plainAt;
  private int plainEnd;

  /** The length of the lines and of their ends, as the last regular line had it. */
  private int lineLength;

  private int lineEndLength;

  public Base64Decoding(InputStream in) {
    this.in = in;
    // A signature is small: buffers for more than there is would cost more than decoding it.
    int expected = Math.max(SMALLEST, available(in));
    this.raw = new byte[Math.min(RAW, expected)];
    this.grouped = new byte[Math.min(GROUPED, (expected + 3) & ~3)];
    this.plain = new byte[grouped.length / 4 * 3];
  }

  /** As {@link #Base64Decoding(InputStream)}, but octets in memory are decoded where they lie. */
  public static Base64Decoding of(Octets octets) {
    return octets instanceof MemoryOctets memory
        ? new Base64Decoding(memory)
        : new Base64Decoding(octets.open());
  }

  private Base64Decoding(MemoryOctets memory) {
    this.in = InputStream.nullInputStream();
    this.raw = memory.array();
    this.rawAt = memory.offset();
    this.rawEnd = memory.offset() + (int) memory.length();
    this.rawDone = true;
    this.grouped = new byte[(int) Math.min(GROUPED, (memory.length() + SMALLEST) & ~3)];
    this.plain = new byte[grouped.length / 4 * 3];
  }

  /** What is there to read as far as the stream knows; much where it does not. */
  private static int available(InputStream in) {
    try {
      int count = in.available();
      return count > 0 && count < RAW ? count : RAW;
    } catch (IOException e) {
      return RAW;
    }
  }

  private static byte[] kinds() {
    byte[] kind = new byte[256];
    for (char c = 'a'; c <= 'z'; c++) {
      kind[c] = 1;
      kind[c - 32] = 1;
    }
    for (char c = '0'; c <= '9'; c++) {
      kind[c] = 1;
    }
    kind['+'] = 1;
    kind['/'] = 1;
    kind['='] = 2;
    return kind;
  }

  @Override
  public int read() throws IOException {
    if (plainAt == plainEnd && !fill()) {
      return -1;
    }
    return plain[plainAt++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    int done = 0;
    while (done < length && (plainAt < plainEnd || fill())) {
      int count = Math.min(length - done, plainEnd - plainAt);
      System.arraycopy(plain, plainAt, into, offset + done, count);
      plainAt += count;
      done += count;
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  /** What is decoded already and, for lines of the usual length, what is still to be decoded. */
  @Override
  public int available() throws IOException {
    long undecoded = (long) rawEnd - rawAt + in.available();
    return (int) Math.min(Integer.MAX_VALUE, plainEnd - plainAt + undecoded * 57 / 78);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Decodes the next characters; false at the end. */
  private boolean fill() throws IOException {
    plainAt = 0;
    plainEnd = 0;
    while (plainEnd == 0) {
      gather();
      if (groupedEnd == 0) {
        return false;
      }
      decode();
    }
    return true;
  }

  /** Fills {@link #grouped} with characters, or with what is left of them. */
  private void gather() throws IOException {
    while (groupedEnd < grouped.length && !padded) {
      if (rawEnd - rawAt < 1 + lineLength + lineEndLength && !rawDone) {
        readRaw();
      }
      if (rawAt == rawEnd) {
        return;
      }
      if (!takeLines()) {
        takeIrregular();
      }
    }
  }

  private void readRaw() throws IOException {
    System.arraycopy(raw, rawAt, raw, 0, rawEnd - rawAt);
    rawEnd -= rawAt;
    rawAt = 0;
    while (rawEnd < raw.length) {
      int count = in.read(raw, rawEnd, raw.length - rawEnd);
      if (count < 0) {
        rawDone = true;
        return;
      }
      rawEnd += count;
    }
  }

  /** Copies regular lines together; false where the next is not one or does not fit. */
  private boolean takeLines() {
    int length = lineLength;
    int step = length + lineEndLength;
    int from = rawAt;
    int to = groupedEnd;
    while (atLineStart
        && length > 0
        && from + step <= rawEnd
        && to + length <= grouped.length
        && raw[from + step - 1] == '\n'
        && (lineEndLength == 1 || raw[from + length] == '\r')) {
      System.arraycopy(raw, from, grouped, to, length);
      from += step;
      to += length;
    }
    boolean some = from > rawAt;
    rawAt = from;
    groupedEnd = to;
    return some;
  }

  /** Takes one line, or as much of it as there is, character by character. */
  private void takeIrregular() {
    int from = rawAt;
    int to = groupedEnd;
    while (rawAt < rawEnd && to < grouped.length && !padded) {
      byte c = raw[rawAt++];
      byte kind = KIND[c & 0xff];
      if (kind == 1) {
        grouped[to++] = c;
      } else if (kind == 2) {
        padded = (to & 3) >= 2;
      } else if (c == '\n') {
        if (atLineStart) {
          learnLine(from, to - groupedEnd);
        }
        groupedEnd = to;
        atLineStart = true;
        return;
      }
    }
    groupedEnd = to;
    atLineStart = false;
  }

  /** Lines like the one that ended here are expected next, where it was nothing but characters. */
  private void learnLine(int from, int characters) {
    int ends = rawAt - from - characters;
    boolean crlf = ends == 2 && raw[rawAt - 2] == '\r';
    if (characters > 0 && (ends == 1 || crlf)) {
      lineLength = characters;
      lineEndLength = ends;
    }
  }

  /**
   * Padding behind an incomplete group must not reach {@code java.util.Base64}: on processors with
   * AVX-512 the code of JDK 25 and of some before it writes up to 64 octets behind the array then
   * (JDK-8392044), and strangers write such mails.
   */
  private void decode() {
    if (groupedEnd % 4 != 0 && grouped[groupedEnd - 1] == '=') {
      decodeClean();
      return;
    }
    byte[] whole = groupedEnd == grouped.length ? grouped : Arrays.copyOf(grouped, groupedEnd);
    try {
      plainEnd = Base64.getDecoder().decode(whole, plain);
      boolean more = groupedEnd == grouped.length && plainEnd == plain.length;
      padded |= !more && groupedEnd == grouped.length;
    } catch (IllegalArgumentException irregular) {
      decodeClean();
      return;
    }
    groupedEnd = 0;
  }

  /** Decodes a line that looked regular but held other characters. */
  private void decodeClean() {
    int to = 0;
    boolean end = false;
    for (int i = 0; i < groupedEnd && !end; i++) {
      byte kind = KIND[grouped[i] & 0xff];
      if (kind == 1) {
        grouped[to++] = grouped[i];
      } else if (kind == 2) {
        end = (to & 3) >= 2;
      }
    }
    boolean last = end || padded || (rawDone && rawAt == rawEnd);
    padded |= end;
    int whole = last ? (to & 3) == 1 ? to - 1 : to : to & ~3;
    plainEnd = Base64.getDecoder().decode(Arrays.copyOf(grouped, whole), plain);
    System.arraycopy(grouped, whole, grouped, 0, to - whole);
    groupedEnd = last ? 0 : to - whole;
  }
}
