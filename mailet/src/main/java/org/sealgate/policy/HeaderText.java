package org.sealgate.policy;

/**
 * Text from outside (names in certificates) made fit for a header field: printable ASCII on one
 * line, so that nobody writes a field of his own through it.
 */
final class HeaderText {
  private static final int MAX_CHARS = 200;

  private HeaderText() {}

  /** For a comment (RFC 5322, 3.2.2). */
  static String comment(String text) {
    return escaped(text, "()\\");
  }

  /** As a quoted string (RFC 5322, 3.2.4). */
  static String quoted(String text) {
    return '"' + escaped(text, "\"\\") + '"';
  }

  private static String escaped(String text, String special) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(MAX_CHARS)
        .forEach(c -> {
          if (special.indexOf(c) >= 0) {
            safe.append('\\');
          }
          safe.appendCodePoint(c >= ' ' && c < 127 ? c : '?');
        });
    return safe.toString();
  }
}
