package org.sealgate.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in arrays, eight octets at a time: the inner loops of this package. */
final class Scan {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** Below this all octets are control characters, among them NUL, TAB, LF and CR. */
  private static final long CONTROL = ONES * 0x0e;

  private static final long LF = ONES * '\n';

  private Scan() {}

  /** The first LF in a range, or -1. */
  static int indexOfLf(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long zeroWhereLf = (long) LONG.get(bytes, at) ^ LF;
      long found = (zeroWhereLf - ONES) & ~zeroWhereLf & HIGH;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** The first octet below 14 (NUL, TAB, LF, CR) in a range, or {@code to}. */
  static int indexOfControl(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      // Exact for the lowest octet found; a borrow can only mark octets above it.
      long found = (word - CONTROL) & ~word & HIGH;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && (bytes[at] < 0 || bytes[at] >= 0x0e)) {
      at++;
    }
    return at;
  }

  /** Whether an octet below 14 or above 127 is in a range of at least eight octets. */
  static boolean hasSpecial(byte[] bytes, int from, int to) {
    long last = (long) LONG.get(bytes, to - Long.BYTES);
    long found = ((last - CONTROL) & ~last) | last;
    // Without a branch for each word: the loop is unrolled, and its words are looked at together.
    for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      found |= ((word - CONTROL) & ~word) | word;
    }
    return (found & HIGH) != 0;
  }

  /** How many octets below 14 or above 127 are in a range. */
  static int countSpecial(byte[] bytes, int from, int to) {
    long count = 0;
    int at = from;
    // One word in each step and nothing else: the compiler makes vector instructions of this form.
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      count += Long.bitCount((~((word | HIGH) - CONTROL) | word) & HIGH);
    }
    for (; at < to; at++) {
      count += bytes[at] < 0x0e ? 1 : 0;
    }
    return (int) count;
  }

  /** The first octet below 14 or above 127 in a range, or {@code to}. */
  static int indexOfSpecial(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      long found = (((word - CONTROL) & ~word) | word) & HIGH;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] >= 0x0e) {
      at++;
    }
    return at;
  }
}
