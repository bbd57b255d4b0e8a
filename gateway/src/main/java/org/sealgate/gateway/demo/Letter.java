package org.sealgate.gateway.demo;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A mail of the demo.
 *
 * @param octets as it travels
 */
record Letter(byte[] octets) {
  private static final int WIDTH = 100;

  /** A plain mail. */
  static Letter write(String from, String to, String subject, String text) {
    String mail =
        """
        From: %s
        To: %s
        Subject: %s
        Date: %s
        Message-ID: <%s@demo.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii

        %s
        """
            .formatted(from, to, subject, date(), Integer.toHexString(subject.hashCode()), text);
    return new Letter(mail.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }

  String text() {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** The header fields of these names, unfolded, and the first lines of the body. */
  List<String> glimpse(List<String> fields, int bodyLines) {
    List<String> shown = new ArrayList<>();
    String[] halves = text().split("\r?\n\r?\n", 2);
    String header = halves[0].replaceAll("\r?\n[ \t]+", " ");
    header
        .lines()
        .filter(line -> fields.stream().anyMatch(name -> isField(line, name)))
        .forEach(line -> wrap(line, shown));
    if (bodyLines > 0 && halves.length > 1) {
      shown.add("");
      halves[1].lines().limit(bodyLines).forEach(line -> shown.add(shortened(line)));
    }
    return shown;
  }

  /** The value of the first field of a name, unfolded; empty where there is none. */
  String field(String name) {
    String header = text().split("\r?\n\r?\n", 2)[0].replaceAll("\r?\n[ \t]+", " ");
    return header
        .lines()
        .filter(line -> isField(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static boolean isField(String line, String name) {
    return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
  }

  /** A header field over as many lines as it needs: its end is where the reason stands. */
  private static void wrap(String line, List<String> shown) {
    String rest = line;
    while (rest.length() > WIDTH) {
      int blank = rest.lastIndexOf(' ', WIDTH);
      int cut = blank > 4 ? blank : WIDTH;
      shown.add(rest.substring(0, cut));
      rest = "    " + rest.substring(cut).strip();
    }
    shown.add(rest);
  }

  private static String shortened(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }
}
