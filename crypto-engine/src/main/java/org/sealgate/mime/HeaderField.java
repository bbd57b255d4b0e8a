package org.sealgate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One field of a header block, as the octets it came in: its name, colon, value, folds and line
 * end. A line that is no field (an mbox separator, junk) is kept as one with an empty name.
 */
public final class HeaderField {
  private static final int LINE = 76;

  private final byte[] source;
  private final int start;
  private final int nameLength;
  private final int valueStart;
  private final int end;

  HeaderField(byte[] source, int start, int nameLength, int valueStart, int end) {
    this.source = source;
    this.start = start;
    this.nameLength = nameLength;
    this.valueStart = valueStart;
    this.end = end;
  }

  /**
   * A new field, folded with CRLF at white space where a line would be longer than 76 octets.
   *
   * @throws IllegalArgumentException where the name or the value holds a line end or a name that is
   *     none: nobody injects a field through a value
   */
  public static HeaderField of(String name, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
      throw new IllegalArgumentException("not the name of a header field");
    }
    for (byte b : text) {
      if (b == '\r' || b == '\n' || b == 0) {
        throw new IllegalArgumentException("a line end in the value of the field " + name);
      }
    }
    byte[] raw = fold(name, text);
    return new HeaderField(raw, 0, name.length(), name.length() + 1, raw.length);
  }

  private static byte[] fold(String name, byte[] text) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(text.length + name.length() + 16);
    raw.writeBytes((name + ": ").getBytes(StandardCharsets.US_ASCII));
    int column = raw.size();
    int from = 0;
    while (from < text.length) {
      int to = nextSpace(text, from + 1);
      if (column + (to - from) > LINE && from > 0 && isSpace(text[from])) {
        raw.writeBytes(new byte[] {'\r', '\n'});
        column = 0;
      }
      raw.write(text, from, to - from);
      column += to - from;
      from = to;
    }
    raw.writeBytes(new byte[] {'\r', '\n'});
    return raw.toByteArray();
  }

  /** The next white space that is followed by something else, or the end. */
  private static int nextSpace(byte[] text, int from) {
    int at = Math.min(from, text.length);
    while (at < text.length
        && !(isSpace(text[at]) && at + 1 < text.length && !isSpace(text[at + 1]))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The name as written; empty for a line that is no field. */
  public String name() {
    return new String(source, start, nameLength, StandardCharsets.ISO_8859_1);
  }

  /** True when the name is this one; upper and lower case are alike. */
  public boolean isNamed(String name) {
    if (name.length() != nameLength) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (lower(source[start + i]) != lower((byte) name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** True when the name begins like this; upper and lower case are alike. */
  public boolean nameStartsWith(String prefix) {
    if (prefix.length() > nameLength) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (lower(source[start + i]) != lower((byte) prefix.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /**
   * The value on one line: folds undone, white space at both ends gone. UTF-8 where it is valid,
   * otherwise each octet is one character (ISO 8859-1). Encoded words stay as they are: {@link
   * EncodedWords} decodes them.
   */
  public String value() {
    int from = valueStart;
    int to = end;
    while (from < to && isBlank(source[from])) {
      from++;
    }
    while (to > from && isBlank(source[to - 1])) {
      to--;
    }
    byte[] line = Arrays.copyOfRange(source, from, to);
    int length = 0;
    for (byte b : line) {
      if (b != '\r' && b != '\n') {
        line[length++] = b;
      }
    }
    return Text.decode(line, length);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /** The field as it came: name, colon, value with its folds, line end. */
  public byte[] raw() {
    return Arrays.copyOfRange(source, start, end);
  }

  /** True where a CR stands in it that belongs to no line end. */
  public boolean hasLoneCr() {
    int at = Scan.indexOfControl(source, start, end);
    while (at < end) {
      int next = at + 1;
      boolean ended = next < end && (source[next] == '\n' || source[next] == '\r');
      if (source[at] == '\r' && !ended) {
        return true;
      }
      at = Scan.indexOfControl(source, next, end);
    }
    return false;
  }

  /** The number of octets of {@link #raw()}. */
  public int length() {
    return end - start;
  }

  void appendTo(ByteArrayOutputStream out) {
    out.write(source, start, end - start);
  }

  boolean endsWithLineEnd() {
    return end > start && source[end - 1] == '\n';
  }

  boolean endsWithCrlf() {
    return end > start + 1 && source[end - 1] == '\n' && source[end - 2] == '\r';
  }

  /** Name, colon and value on one line. */
  @Override
  public String toString() {
    return name() + ": " + value();
  }
}
