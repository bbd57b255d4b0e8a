package org.sealgate.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealgate.ldap.LdapSettings.Server;

/** A server, written {@code host:port} or {@code [address]:port}. */
final class ServerText {
  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d{1,5})");

  private ServerText() {}

  static Server parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a server is written host:port, like ldap.example.org:636");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new Server(host, Integer.parseInt(matcher.group(3)));
  }
}
