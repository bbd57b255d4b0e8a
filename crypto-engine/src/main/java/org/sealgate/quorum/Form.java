package org.sealgate.quorum;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sealgate.Base64Text;
import org.sealgate.SmimeException;

/**
 * A document of lines {@code Name: value}, which people can read, any program can make, and mail
 * cannot spoil: line ends and blanks at the end of a line do not count.
 */
final class Form {
  private static final int MOST_OCTETS = 4 << 20;

  private final List<Line> lines;

  private record Line(String name, String value) {}

  private Form(List<Line> lines) {
    this.lines = lines;
  }

  /** An empty one of a kind: {@code Sealgate-Share}. */
  static Form ofKind(String kind) {
    return new Form(new ArrayList<>()).with(kind, "1");
  }

  /**
   * Reads one of a kind.
   *
   * @throws SmimeException MALFORMED where it is none, LIMIT_EXCEEDED where it is huge
   */
  static Form read(byte[] octets, String kind) {
    if (octets.length > MOST_OCTETS) {
      throw SmimeException.limit("quorumFormOctets", MOST_OCTETS);
    }
    List<Line> lines = new ArrayList<>();
    for (String line : new String(octets, StandardCharsets.UTF_8).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        lines.add(new Line(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    if (lines.isEmpty() || !lines.getFirst().equals(new Line(kind, "1"))) {
      throw SmimeException.malformed(
          "this is no " + kind + ": give the file as it was made, as a whole");
    }
    return new Form(lines);
  }

  /** Adds a line; what could end it early becomes a blank. */
  Form with(String name, String value) {
    StringBuilder one = new StringBuilder(value.length());
    value
        .codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .forEach(one::appendCodePoint);
    lines.add(new Line(name, one.toString().strip()));
    return this;
  }

  Form with(String name, byte[] octets) {
    return with(name, Base64.getEncoder().encodeToString(octets));
  }

  /** Every value of a name, in order. */
  List<String> all(String name) {
    return lines.stream().filter(line -> line.name.equals(name)).map(Line::value).toList();
  }

  Optional<String> find(String name) {
    return all(name).stream().findFirst();
  }

  /** The value of a name that has to be there once. */
  String only(String name) {
    List<String> values = all(name);
    if (values.size() != 1) {
      throw SmimeException.malformed(
          "the document has " + values.size() + " lines '" + name + "' and not one");
    }
    return values.getFirst();
  }

  byte[] octets(String name) {
    return base64(only(name));
  }

  static byte[] base64(String text) {
    try {
      return Base64Text.decode(text);
    } catch (IllegalArgumentException e) {
      throw SmimeException.malformed("the document holds broken base64", e);
    }
  }

  int number(String name) {
    try {
      return Integer.parseInt(only(name));
    } catch (NumberFormatException e) {
      throw SmimeException.malformed("'" + name + "' is no number", e);
    }
  }

  byte[] encoded() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.name).append(": ").append(line.value).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
