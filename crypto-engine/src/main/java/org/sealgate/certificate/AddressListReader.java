package org.sealgate.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pass over a field value: cuts it at commas, and takes what stands in angle brackets. */
final class AddressListReader {
  private final String value;
  private final List<EmailAddress> addresses = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private int position;
  private int start;

  /** The current piece without comments; white space around its tokens is kept as one blank. */
  private final StringBuilder piece = new StringBuilder();

  private Optional<String> angle = Optional.empty();
  private boolean broken;

  AddressListReader(String value) {
    this.value = value;
  }

  AddressList read() {
    while (position < value.length()) {
      step(value.charAt(position));
    }
    endPiece();
    return new AddressList(addresses, unreadable);
  }

  private void step(char c) {
    switch (c) {
      case '(' -> comment();
      case '"' -> quoted();
      case '<' -> angle();
      case ',', ';' -> endPiece();
      case ':' -> groupName();
      case '[' -> literal();
      default -> {
        piece.append(c);
        position++;
      }
    }
  }

  private void comment() {
    int depth = 0;
    while (position < value.length()) {
      char c = value.charAt(position++);
      if (c == '\\') {
        position++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        piece.append(' ');
        return;
      }
    }
    broken = true;
  }

  private void quoted() {
    int from = position++;
    while (position < value.length()) {
      char c = value.charAt(position++);
      if (c == '\\') {
        position++;
      } else if (c == '"') {
        piece.append(value, from, position);
        return;
      }
    }
    position = value.length();
    broken = true;
  }

  private void angle() {
    int end = closing(position + 1);
    if (end < 0 || angle.isPresent()) {
      broken = true;
      position = end < 0 ? value.length() : end + 1;
      return;
    }
    angle = Optional.of(value.substring(position + 1, end));
    piece.setLength(0);
    position = end + 1;
  }

  /** The bracket that closes the address, past any quoted local part. */
  private int closing(int from) {
    boolean quoted = false;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private void groupName() {
    piece.setLength(0);
    position++;
    start = position;
  }

  private void literal() {
    int end = value.indexOf(']', position);
    broken |= end < 0;
    int next = end < 0 ? value.length() : end + 1;
    piece.append(value, position, next);
    position = next;
  }

  private void endPiece() {
    String whole = value.substring(start, Math.min(position, value.length())).strip();
    String rest = piece.toString().strip();
    if (broken || whole.chars().anyMatch(AddressListReader::isControl)) {
      unreadable.add(whole);
    } else if (angle.isPresent()) {
      // Text after the bracket belongs to no mailbox, and two readers would disagree about it.
      add(rest.isEmpty() ? withoutRoute(angle.get().strip()) : "", whole);
    } else if (!rest.isEmpty()) {
      add(rest, whole);
    }
    piece.setLength(0);
    angle = Optional.empty();
    broken = false;
    position++;
    start = position;
  }

  /** Programs show what stands before a NUL, or nothing; no address has any of these. */
  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t') || c == 0x7F;
  }

  /** Without the obsolete source route {@code @relay,@relay:} (RFC 5322, 4.4). */
  private static String withoutRoute(String address) {
    int colon = address.startsWith("@") ? address.indexOf(':') : -1;
    return address.substring(colon + 1);
  }

  private void add(String address, String whole) {
    EmailAddress.parse(address).ifPresentOrElse(addresses::add, () -> unreadable.add(whole));
  }
}
