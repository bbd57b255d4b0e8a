package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.sealgate.mime.Octets;

/** Walks over the lines of octets; of each it knows where it stands and how it begins. */
final class LineScanner {
  private static final int PREFIX = 512;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] prefix = new byte[PREFIX];
  private int read;
  private int filled;
  private int kept;
  private long start;
  private long end;
  private int lastOctet;
  private int lastButOne;

  /** The lines of the octets from this position, which begins a line. */
  LineScanner(Octets octets, long from) {
    this.in = octets.slice(from, octets.length()).open();
    this.start = from;
    this.end = from;
  }

  /** Goes to the next line; false where there is none. */
  boolean next() throws IOException {
    start = end;
    kept = 0;
    lastOctet = 0;
    lastButOne = 0;
    int octet = read();
    while (octet >= 0) {
      if (kept < PREFIX) {
        prefix[kept++] = (byte) octet;
      }
      end++;
      lastButOne = lastOctet;
      lastOctet = octet;
      if (octet == '\n') {
        return true;
      }
      octet = read();
    }
    return end > start;
  }

  private int read() throws IOException {
    if (read == filled) {
      read = 0;
      filled = in.read(buffer, 0, buffer.length);
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return buffer[read++] & 0xff;
  }

  /** Where the line begins. */
  long start() {
    return start;
  }

  /** Where the next line begins. */
  long end() {
    return end;
  }

  /** True for a line of nothing but its line end. */
  boolean isEmpty() {
    long length = end - start;
    return lastOctet == '\n' && (length == 1 || (length == 2 && lastButOne == '\r'));
  }

  /** True where the line ends with CRLF. */
  boolean endsWithCrLf() {
    return lastOctet == '\n' && lastButOne == '\r';
  }

  /** The line without its end, at most its first 512 octets, as characters of one octet each. */
  String text() {
    int length = kept;
    while (length > 0 && (prefix[length - 1] == '\n' || prefix[length - 1] == '\r')) {
      length--;
    }
    return new String(prefix, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** True where the line begins with this ASCII text. */
  boolean startsWith(String text) {
    if (kept < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (prefix[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
