package org.sealgate.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of a From, Sender, To, Cc or similar field (RFC 5322, 3.4): {@code addr-spec}s as
 * they are written, out of groups, angle brackets, display names, quoted strings and comments. A
 * display name that looks like an address is not one.
 */
public final class AddressHeader {
  private static final int MAX_ADDRESSES = 100_000;

  private final String text;
  private final List<Mailbox> mailboxes = new ArrayList<>(2);
  private final StringBuilder words = new StringBuilder();
  private int at;
  private boolean grouped;

  private AddressHeader(String text) {
    this.text = text;
  }

  /**
   * One address.
   *
   * @param name the display name, encoded words decoded; empty where there is none. Anyone can
   *     write anything here
   * @param address local part, at sign, domain as written, without white space and comments
   */
  public record Mailbox(String name, String address) {}

  /** The addresses of one field value. */
  public static List<String> addresses(String value) {
    return mailboxes(value).stream().map(Mailbox::address).toList();
  }

  /** The addresses of all fields of a name, several fields of it included. */
  public static List<String> addresses(HeaderBlock header, String name) {
    return header.all(name).stream().flatMap(field -> addresses(field.value()).stream()).toList();
  }

  /** The addresses of one field value, with their display names. */
  public static List<Mailbox> mailboxes(String value) {
    AddressHeader header = new AddressHeader(value);
    header.parse();
    return List.copyOf(header.mailboxes);
  }

  /** True where one field value names a group, whatever stands in quotes, comments and literals. */
  public static boolean hasGroup(String value) {
    AddressHeader header = new AddressHeader(value);
    header.parse();
    return header.grouped;
  }

  private void parse() {
    while (at < text.length() && mailboxes.size() < MAX_ADDRESSES) {
      char c = text.charAt(at);
      switch (c) {
        case '(' -> skipComment();
        case '"' -> appendQuoted(words);
        case '<' -> angle();
        case ',', ';' -> {
          at++;
          bare();
        }
        case ':' -> {
          // The name of a group; its members follow.
          at++;
          grouped = true;
          words.setLength(0);
        }
        case '[' -> appendLiteral(words);
        default -> {
          words.append(c);
          at++;
        }
      }
    }
    bare();
  }

  /** What stands between two commas without angle brackets: an address, or nothing of use. */
  private void bare() {
    String address = compact(words.toString().strip());
    words.setLength(0);
    add("", address);
  }

  private void angle() {
    at++;
    StringBuilder inside = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '>') {
      switch (text.charAt(at)) {
        case '(' -> skipComment();
        case '"' -> appendQuoted(inside);
        case '[' -> appendLiteral(inside);
        default -> inside.append(text.charAt(at++));
      }
    }
    at++;
    String name = words.toString().strip();
    words.setLength(0);
    // An obsolete source route stands before the address: <@a,@b:user@c>.
    String address = compact(inside.toString());
    int route = address.startsWith("@") ? address.indexOf(':') : -1;
    add(displayName(name), address.substring(route + 1));
    skipToDelimiter();
  }

  /** Junk behind an angle bracket is not a second address. */
  private void skipToDelimiter() {
    StringBuilder junk = new StringBuilder();
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case ',', ';' -> {
          return;
        }
        case '<' -> {
          // Two addresses without a comma: both count, so that none is hidden.
          angle();
          return;
        }
        case '(' -> skipComment();
        case '"' -> appendQuoted(junk);
        default -> at++;
      }
    }
  }

  private void add(String name, String address) {
    int sign = address.lastIndexOf('@');
    if (sign > 0 && sign < address.length() - 1) {
      mailboxes.add(new Mailbox(name, address));
    }
  }

  private static String displayName(String name) {
    boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
    String plain = quoted ? name.substring(1, name.length() - 1) : name;
    return EncodedWords.decode(plain.replaceAll("\\\\(.)", "$1"));
  }

  /** Without white space outside of quotes: {@code a . b @ example . org} is obsolete but legal. */
  private static String compact(String address) {
    StringBuilder compact = new StringBuilder(address.length());
    boolean quoted = false;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '"' && (i == 0 || address.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      }
      if (quoted || c > ' ') {
        compact.append(c);
      }
    }
    return compact.toString();
  }

  private void appendQuoted(StringBuilder into) {
    into.append(text.charAt(at++));
    while (at < text.length()) {
      char c = text.charAt(at++);
      into.append(c);
      if (c == '\\' && at < text.length()) {
        into.append(text.charAt(at++));
      } else if (c == '"') {
        return;
      }
    }
  }

  private void appendLiteral(StringBuilder into) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      into.append(c);
      if (c == ']') {
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
