package org.sealgate.certificate;

import java.util.Optional;

/** The local part of an address, quoted or not (RFC 5321, 4.1.2; RFC 6531 for UTF-8). */
final class LocalPart {
  private LocalPart() {}

  /** The local part without quotes; empty where the text is none. */
  static Optional<String> read(String text) {
    if (text.startsWith("\"")) {
      return unquote(text);
    }
    return text.codePoints().allMatch(c -> c == '.' || isAtom(c))
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The local part as it stands in an address. */
  static String write(String local) {
    boolean plain = !local.isEmpty() && local.codePoints().allMatch(c -> c == '.' || isAtom(c));
    return plain ? local : '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** True for what stands unquoted in a local part or a display name. */
  static boolean isAtom(int c) {
    return c > ' ' && !isUnsafe(c) && "()<>[]:;@\\,.\"".indexOf(c) < 0;
  }

  /** Controls, separators and characters without a shape of their own: never part of an address. */
  static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> c == 0xFFFD;
    };
  }

  private static Optional<String> unquote(String text) {
    int end = text.length() - 1;
    if (end < 1 || text.charAt(end) != '"') {
      return Optional.empty();
    }
    StringBuilder local = new StringBuilder();
    for (int i = 1; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || (c == '\\' && ++i == end)) {
        return Optional.empty();
      }
      local.append(text.charAt(i));
    }
    String value = local.toString();
    return value.isEmpty() || value.codePoints().anyMatch(LocalPart::isUnsafe)
        ? Optional.empty()
        : Optional.of(value);
  }
}
