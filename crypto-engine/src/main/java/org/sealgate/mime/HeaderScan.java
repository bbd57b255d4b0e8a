package org.sealgate.mime;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.SmimeException;

/**
 * Finds the fields of a header block and where its body begins. Lines end with LF; CRs before it
 * belong to the line end. What is no field is kept as it is, so that nothing gets lost.
 */
final class HeaderScan {
  private final byte[] source;
  private final int end;
  private final MimeLimits limits;
  private final List<HeaderField> fields = new ArrayList<>(16);

  private HeaderScan(byte[] source, int end, MimeLimits limits) {
    this.source = source;
    this.end = end;
    this.limits = limits;
  }

  /**
   * What a scan found.
   *
   * @param block the fields
   * @param bodyStart where the body begins in the source, behind the empty line
   * @param complete whether an end of the header was seen before the source ended
   */
  record Result(HeaderBlock block, int bodyStart, boolean complete) {}

  static Result scan(byte[] source, int from, int end, MimeLimits limits) {
    return new HeaderScan(source, end, limits).run(from);
  }

  private Result run(int from) {
    int at = from;
    while (at < end) {
      int next = lineEnd(at);
      if (isEmptyLine(at, next)) {
        return new Result(new HeaderBlock(fields), next, source[next - 1] == '\n');
      }
      int colon = colon(at, next);
      // "From :" is a field in the obsolete syntax (RFC 5322, 4.5), "From x" separates mails.
      boolean separator = colon < 0 && startsWith(at, "From ");
      if (colon < 0 && endsHeader(at, separator)) {
        return new Result(new HeaderBlock(fields), at, true);
      }
      next = separator ? next : unfold(next);
      add(at, colon, next);
      if (next - from > limits.headerOctets()) {
        throw SmimeException.limit("mime.headerOctets", limits.headerOctets());
      }
      at = next;
    }
    return new Result(new HeaderBlock(fields), end, false);
  }

  /** A line that is no field ends the header where it is a boundary, or the very first line. */
  private boolean endsHeader(int at, boolean separator) {
    return startsWith(at, "--") || (fields.isEmpty() && !separator);
  }

  private void add(int at, int colon, int next) {
    if (fields.size() == limits.headerFields()) {
      throw SmimeException.limit("mime.headerFields", limits.headerFields());
    }
    if (colon < 0) {
      fields.add(new HeaderField(source, at, 0, at, next));
      return;
    }
    int nameEnd = colon;
    while (nameEnd > at && isSpace(source[nameEnd - 1])) {
      nameEnd--;
    }
    fields.add(new HeaderField(source, at, nameEnd - at, colon + 1, next));
  }

  /** The end of the field whose first line ends here: continuation lines belong to it. */
  private int unfold(int from) {
    int next = from;
    while (next < end && isSpace(source[next])) {
      next = lineEnd(next);
    }
    return next;
  }

  private int lineEnd(int from) {
    int lf = Scan.indexOfLf(source, from, end);
    return lf < 0 ? end : lf + 1;
  }

  /** The colon behind a valid name (RFC 5322, 2.2; white space before it is obsolete), or -1. */
  private int colon(int from, int to) {
    int at = from;
    while (at < to && source[at] > ' ' && source[at] != ':' && source[at] != 127) {
      at++;
    }
    if (at == from) {
      return -1;
    }
    while (at < to && isSpace(source[at])) {
      at++;
    }
    return at < to && source[at] == ':' ? at : -1;
  }

  private boolean startsWith(int at, String text) {
    if (end - at < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (source[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isEmptyLine(int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] != '\r' && source[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }
}
