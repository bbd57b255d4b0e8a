package org.sealgate.certificate;

/** ASCII letters without regard to the locale, and without touching any other character. */
final class Ascii {
  private Ascii() {}

  /** The text with A to Z, and only these, in lower case. */
  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        return fold(text, i);
      }
    }
    return text;
  }

  private static String fold(String text, int from) {
    char[] folded = text.toCharArray();
    for (int i = from; i < folded.length; i++) {
      if (isUpper(folded[i])) {
        folded[i] = (char) (folded[i] - 'A' + 'a');
      }
    }
    return new String(folded);
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
