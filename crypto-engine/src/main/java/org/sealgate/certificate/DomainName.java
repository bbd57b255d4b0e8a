package org.sealgate.certificate;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Domains of addresses, brought to lower-case A-labels so that they can be compared. */
final class DomainName {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;

  /** Letters that IDNA 2008 keeps and IDNA 2003, which the JDK speaks, maps to others. */
  private static final String KEPT_BY_IDNA_2008 = "ßς";

  private static final Pattern DOT = Pattern.compile("[.\u3002\uFF0E\uFF61]");

  private DomainName() {}

  /** The domain as A-labels; empty where the text is no domain. */
  static Optional<String> toAscii(String text) {
    if (text.startsWith("[")) {
      return literal(text);
    }
    List<String> labels = new ArrayList<>();
    for (String label : DOT.split(text, -1)) {
      Optional<String> ascii = label(label);
      if (ascii.isEmpty()) {
        return Optional.empty();
      }
      labels.add(ascii.get());
    }
    String domain = String.join(".", labels);
    return domain.length() <= MAX_LENGTH ? Optional.of(domain) : Optional.empty();
  }

  private static Optional<String> label(String label) {
    if (label.isEmpty() || label.codePoints().anyMatch(LocalPart::isUnsafe)) {
      return Optional.empty();
    }
    String ascii = Ascii.isAscii(label) ? Ascii.lower(label) : encode(label);
    boolean wellFormed =
        !ascii.isEmpty()
            && ascii.length() <= MAX_LABEL
            && ascii.charAt(0) != '-'
            && ascii.charAt(ascii.length() - 1) != '-'
            && ascii.chars().allMatch(DomainName::isLabelCharacter);
    return wellFormed ? Optional.of(ascii) : Optional.empty();
  }

  private static String encode(String label) {
    String normal = Normalizer.normalize(label, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    if (normal.chars().anyMatch(c -> KEPT_BY_IDNA_2008.indexOf(c) >= 0)) {
      return "xn--" + Punycode.encode(normal);
    }
    try {
      return Ascii.lower(IDN.toASCII(normal, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException notALabel) {
      return "";
    }
  }

  /** Underscores are no host names, but mail domains with them exist. */
  private static boolean isLabelCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  private static Optional<String> literal(String text) {
    boolean wellFormed =
        text.length() > 2
            && text.endsWith("]")
            && text.substring(1, text.length() - 1)
                .chars()
                .allMatch(c -> (Character.isLetterOrDigit(c) && c < 0x80) || c == ':' || c == '.');
    return wellFormed ? Optional.of(Ascii.lower(text)) : Optional.empty();
  }
}
