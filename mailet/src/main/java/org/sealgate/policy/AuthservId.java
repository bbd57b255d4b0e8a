package org.sealgate.policy;

/** The authserv-id at the start of an Authentication-Results value (RFC 8601, 2.2). */
final class AuthservId {
  private final String value;
  private int at;

  private AuthservId(String value) {
    this.value = value;
  }

  /** The id without quotes; empty where there is none. */
  static String of(String value) {
    return new AuthservId(value).read();
  }

  private String read() {
    skipSpaceAndComments();
    if (at < value.length() && value.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < value.length() && " \t\r\n;(".indexOf(value.charAt(at)) < 0) {
      at++;
    }
    return value.substring(start, at);
  }

  private String quoted() {
    StringBuilder id = new StringBuilder();
    for (at++; at < value.length() && value.charAt(at) != '"'; at++) {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      id.append(value.charAt(at));
    }
    return id.toString();
  }

  private void skipSpaceAndComments() {
    int depth = 0;
    for (; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (c == '\\' && depth > 0) {
        at++;
      } else if (depth == 0 && " \t\r\n".indexOf(c) < 0) {
        return;
      }
    }
    at = Math.min(at, value.length());
  }
}
