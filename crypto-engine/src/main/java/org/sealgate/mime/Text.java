package org.sealgate.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Octets of a header as characters. */
final class Text {
  private Text() {}

  /** UTF-8 where it is valid, otherwise each octet is one character. */
  static String decode(byte[] bytes, int length) {
    boolean ascii = true;
    for (int i = 0; i < length; i++) {
      ascii &= bytes[i] >= 0;
    }
    if (ascii) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
