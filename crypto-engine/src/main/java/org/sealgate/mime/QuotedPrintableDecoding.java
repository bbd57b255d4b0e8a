package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads what quoted-printable stands for (RFC 2045, 6.7): white space at the end of a line is
 * transport padding and vanishes, line ends stay as they are, and an equals sign that begins
 * nothing valid stands for itself.
 */
public final class QuotedPrintableDecoding extends InputStream {
  private static final int RAW = 8 << 10;

  private final InputStream in;
  private final byte[] raw = new byte[RAW];
  private final byte[] plain = new byte[RAW];
  private int rawEnd;
  private boolean rawDone;
  private int plainAt;
  private int plainEnd;

  public QuotedPrintableDecoding(InputStream in) {
    this.in = in;
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

  @Override
  public int available() {
    return plainEnd - plainAt;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    plainAt = 0;
    plainEnd = 0;
    while (plainEnd == 0) {
      while (rawEnd < RAW && !rawDone) {
        int count = in.read(raw, rawEnd, RAW - rawEnd);
        rawDone = count < 0;
        rawEnd += Math.max(count, 0);
      }
      if (rawEnd == 0) {
        return false;
      }
      int used = decode(rawDone ? rawEnd : decidable());
      System.arraycopy(raw, used, raw, 0, rawEnd - used);
      rawEnd -= used;
    }
    return true;
  }

  /**
   * How far the meaning of the raw octets is certain: not into white space that may end a line, nor
   * into an escape that goes on.
   */
  private int decidable() {
    int end = rawEnd;
    while (end > 0 && (isSpace(raw[end - 1]) || raw[end - 1] == '\r')) {
      end--;
    }
    for (int back = 1; back <= 2 && back <= end; back++) {
      if (raw[end - back] == '=') {
        end -= back;
        break;
      }
    }
    // More white space than fits into the buffer is nothing worth waiting for.
    return end == 0 ? rawEnd : end;
  }

  private int decode(int end) {
    int at = 0;
    int to = 0;
    while (at < end) {
      byte b = raw[at];
      if (b == '=') {
        if (isOctet(at)) {
          plain[to++] = (byte) (hex(raw[at + 1]) << 4 | hex(raw[at + 2]));
          at += 3;
        } else {
          int next = softBreakEnd(at);
          if (next == at) {
            plain[to++] = b;
            next = at + 1;
          }
          at = next;
        }
      } else if (isSpace(b)) {
        int next = spaceEnd(at);
        if (!endsLine(next)) {
          System.arraycopy(raw, at, plain, to, next - at);
          to += next - at;
        }
        at = next;
      } else {
        plain[to++] = b;
        at++;
      }
    }
    plainEnd = to;
    return at;
  }

  private boolean isOctet(int at) {
    return at + 2 < rawEnd && hex(raw[at + 1]) >= 0 && hex(raw[at + 2]) >= 0;
  }

  /** Where the next line begins, when the equals sign here joins two lines; else here. */
  private int softBreakEnd(int at) {
    int next = spaceEnd(at + 1);
    if (next == rawEnd) {
      return rawDone ? next : at;
    }
    if (raw[next] == '\r' && next + 1 < rawEnd) {
      next++;
    }
    return raw[next] == '\n' ? next + 1 : at;
  }

  private int spaceEnd(int at) {
    int next = at;
    while (next < rawEnd && isSpace(raw[next])) {
      next++;
    }
    return next;
  }

  private boolean endsLine(int at) {
    return at == rawEnd
        ? rawDone
        : raw[at] == '\n' || (raw[at] == '\r' && at + 1 < rawEnd && raw[at + 1] == '\n');
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  private static int hex(byte b) {
    return Character.digit(b, 16);
  }
}
