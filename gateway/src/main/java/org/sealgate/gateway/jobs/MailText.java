package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.mime.Octets;

/** A few questions to a mail as text: its line ends, a header field. */
final class MailText {
  private static final int HEADER_LINES = 2_000;

  private MailText() {}

  /** True where the first line ends with CRLF. */
  static boolean usesCrLf(Octets mail) throws IOException {
    LineScanner lines = new LineScanner(mail, 0);
    return lines.next() && lines.endsWithCrLf();
  }

  /** The value of a header field on one line, at most 500 characters; empty where there is none. */
  static Optional<String> field(Octets mail, String name) throws IOException {
    LineScanner lines = new LineScanner(mail, 0);
    String start = name.toLowerCase(Locale.ROOT) + ":";
    for (int i = 0; i < HEADER_LINES && lines.next() && !lines.isEmpty(); i++) {
      String line = lines.text();
      if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
        StringBuilder value = new StringBuilder(line.substring(start.length()).strip());
        while (lines.next() && lines.text().matches("[ \\t]+\\S.*") && value.length() < 500) {
          value.append(' ').append(lines.text().strip());
        }
        return Optional.of(value.toString());
      }
    }
    return Optional.empty();
  }

  /**
   * Writes a mail with LF for CRLF, as mail files of Unix have it; unchanged where it holds octets
   * that are no text, which a changed line end would damage.
   */
  static void writeWithLf(Octets mail, OutputStream out) throws IOException {
    if (isBinary(mail)) {
      mail.writeTo(out);
      return;
    }
    byte[] buffer = new byte[1 << 16];
    byte[] result = new byte[buffer.length + 1];
    boolean held = false;
    try (InputStream in = mail.open()) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        int length = 0;
        for (int i = 0; i < n; i++) {
          if (held && buffer[i] != '\n') {
            result = room(result, length);
            result[length++] = '\r';
          }
          held = buffer[i] == '\r';
          if (!held) {
            result = room(result, length);
            result[length++] = buffer[i];
          }
        }
        out.write(result, 0, length);
      }
    }
    if (held) {
      out.write('\r');
    }
  }

  private static byte[] room(byte[] array, int length) {
    return length < array.length ? array : Arrays.copyOf(array, array.length * 2);
  }

  private static boolean isBinary(Octets mail) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = mail.open()) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          if (buffer[i] == 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Text of one octet a character. */
  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
