package org.sealgate.mime;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code token; name=value; ...} as Content-Type and Content-Disposition have it (RFC 2045,
 * 5.1; RFC 2231), and as sloppy programs write it: values without their quotes, quotes without
 * their end, empty parameters, comments anywhere. It never fails; what makes no sense is skipped.
 */
final class ParameterParser {
  private static final int MAX_PARAMETERS = 200;

  private final String text;
  private final Set<String> twice = new HashSet<>(0);
  private int at;
  private Set<String> names = Set.of();

  ParameterParser(String text) {
    this.text = text;
  }

  /** The characters up to the next delimiter, without comments: a type, or a disposition. */
  String token(String delimiters) {
    StringBuilder token = new StringBuilder();
    skipSpace();
    while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      boolean apart = token.isEmpty() || Character.isWhitespace(text.charAt(at - 1));
      if (c == '(' && apart) {
        skipComment();
      } else {
        if (c != '"') {
          token.append(c);
        }
        at++;
      }
    }
    return token.toString().strip();
  }

  boolean skip(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /** All parameters from here; names in lower case, the first of a name wins. */
  Map<String, String> parameters() {
    Map<String, String> raw = new LinkedHashMap<>();
    while (at < text.length() && raw.size() < MAX_PARAMETERS) {
      skipSpace();
      if (skip(';') || skip(',')) {
        continue;
      }
      String name = name();
      if (skip('=')) {
        if (raw.putIfAbsent(name, value()) != null) {
          twice.add(name);
        }
      } else if (name.isEmpty()) {
        at++;
      }
    }
    names = raw.keySet();
    return ExtendedParameters.decode(raw);
  }

  /** The names of parameters that stood there twice, or in more than one form of RFC 2231. */
  Set<String> repeated() {
    return ExtendedParameters.repeated(names, twice);
  }

  private String name() {
    int from = at;
    while (at < text.length() && "=;\" \t(,".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).toLowerCase(Locale.ROOT);
  }

  private String value() {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    return token(";");
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        skipComment();
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        at++;
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return;
      }
    }
  }
}
