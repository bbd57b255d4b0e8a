package org.sealgate.gateway.notice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The report as iCalendar (RFC 5545): an event on the day each certificate ends, with an alarm a
 * month before. The same certificate is the same event in every report.
 */
public final class ExpiryCalendar {
  private static final int LINE_OCTETS = 75;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private ExpiryCalendar() {}

  /** How the calendar begins. */
  public static String begin() {
    return folded("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sealgate//Key archive//EN");
  }

  /** How it ends. */
  public static String end() {
    return folded("END:VCALENDAR");
  }

  private static String folded(String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      fold(line, text);
    }
    return text.toString();
  }

  /** An event of it; {@code now} is when the report is made. */
  public static String event(Expiry expiry, Instant now) {
    var entry = expiry.entry();
    var certificate = entry.certificate();
    String summary = "Certificate of " + entry.owner() + " ends";
    String description =
        "%s, %s key %s, issued by %s"
            .formatted(
                certificate.x509().getSubjectX500Principal().getName(),
                entry.purpose().name().toLowerCase(Locale.ROOT),
                certificate.keyDescription(),
                certificate.x509().getIssuerX500Principal().getName());
    return folded(
        "BEGIN:VEVENT",
        "UID:" + entry.id() + "@sealgate",
        "DTSTAMP:" + MOMENT.format(now),
        "DTSTART;VALUE=DATE:" + DAY.format(certificate.notAfter()),
        "SUMMARY:" + text(summary),
        "DESCRIPTION:" + text(description),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:" + text(summary),
        "TRIGGER:-P30D",
        "END:VALARM",
        "END:VEVENT");
  }

  /** A value of type TEXT (3.3.11). */
  static String text(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replaceAll("\\R", "\\\\n")
        .replaceAll("\\p{Cntrl}", "");
  }

  /** A content line in pieces of at most 75 octets, never within a character (3.1). */
  static void fold(String line, StringBuilder into) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int end = line.offsetByCodePoints(i, 1);
      String character = line.substring(i, end);
      int length = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LINE_OCTETS) {
        into.append("\r\n ");
        octets = 1;
      }
      into.append(character);
      octets += length;
      i = end;
    }
    into.append("\r\n");
  }
}
