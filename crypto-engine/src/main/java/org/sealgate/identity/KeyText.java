package org.sealgate.identity;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as editors of Windows save it: with a byte order mark, or in UTF-16. What key files say in
 * text is ASCII; a mark before the first BEGIN would hide that block.
 */
final class KeyText {
  private KeyText() {}

  /** The octets without byte order mark, one for each character; others as they are. */
  static byte[] plain(byte[] file) {
    if (startsWith(file, 0xEF, 0xBB, 0xBF)) {
      return Arrays.copyOfRange(file, 3, file.length);
    }
    if (startsWith(file, 0xFF, 0xFE)) {
      return narrowed(file, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(file, 0xFE, 0xFF)) {
      return narrowed(file, 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(file, '-', 0, '-', 0) || startsWith(file, 'M', 0)) {
      return narrowed(file, 0, StandardCharsets.UTF_16LE);
    }
    return file;
  }

  private static byte[] narrowed(byte[] file, int from, Charset wide) {
    return new String(file, from, file.length - from, wide).getBytes(StandardCharsets.ISO_8859_1);
  }

  static boolean startsWith(byte[] file, int... start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((file[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
