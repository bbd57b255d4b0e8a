package org.sealgate.gateway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One piece of what a row expects: an assignment, or a remark under an empty key.
 *
 * @param key the word before the equals sign
 * @param value what comes after it, or the remark
 */
record Term(String key, String value) {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_][\\w.-]*~?)=(.*)", Pattern.DOTALL);
  private static final Pattern NOTE = Pattern.compile("(.*?)\\s*\\(.*", Pattern.DOTALL);

  /** The pieces of a text, cut at semicolons outside of brackets. */
  static List<Term> of(String text) {
    List<Term> terms = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ';';
      depth = c == '(' || c == '[' ? depth + 1 : c == ')' || c == ']' ? depth - 1 : depth;
      if (c == ';' && (depth <= 0 || i == text.length())) {
        String piece = text.substring(start, i).strip();
        start = i + 1;
        if (!piece.isEmpty()) {
          terms.add(one(piece));
        }
      }
    }
    return List.copyOf(terms);
  }

  private static Term one(String piece) {
    Matcher matcher = ASSIGNMENT.matcher(piece);
    return matcher.matches()
        ? new Term(matcher.group(1), matcher.group(2).strip())
        : new Term("", piece);
  }

  /** True for a remark. */
  boolean isRemark() {
    return key.isEmpty();
  }

  /** The value without a note in parentheses. */
  String bare() {
    Matcher matcher = NOTE.matcher(value);
    return matcher.matches() ? matcher.group(1) : value;
  }

  /** True for {@code true} in any case. */
  boolean isTrue() {
    return bare().equalsIgnoreCase("true");
  }
}
