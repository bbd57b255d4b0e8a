package org.sealgate.smime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time in a Date field (RFC 5322, 3.3). What nearly all mail has is read by one expression: the
 * formatter of the JDK, which reads the rest, takes longer than verifying a signature.
 */
final class MailDate {
  private static final Pattern USUAL =
      Pattern.compile(
          "([A-Z][a-z]{2}), (\\d{1,2}) ([A-Z][a-z]{2}) (\\d{4}) (\\d\\d):(\\d\\d):(\\d\\d)"
              + " ([+-])(\\d\\d)(\\d\\d)");

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final Pattern COMMENT = Pattern.compile("\\([^)]*\\)");
  private static final Pattern SPACES = Pattern.compile("\\s{2,}|[^\\S ]");

  private MailDate() {}

  /** The instant; empty where the text is no date. */
  static Optional<Instant> parse(String value) {
    try {
      Matcher usual = USUAL.matcher(value);
      return Optional.of(usual.matches() ? instant(usual) : unusual(value));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The instant as its own text has it, to the second, without what its formatter costs. */
  static String text(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(20).append(time.toLocalDate()).append('T');
    twoDigits(time.getHour(), text).append(':');
    twoDigits(time.getMinute(), text).append(':');
    return twoDigits(time.getSecond(), text).append('Z').toString();
  }

  private static StringBuilder twoDigits(int number, StringBuilder text) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static Instant instant(Matcher parts) {
    int month = MONTHS.indexOf(parts.group(3)) / 3 + 1;
    LocalDate date = LocalDate.of(number(parts, 4), month, number(parts, 2));
    int day = date.getDayOfWeek().getValue() - 1;
    if (!DAYS.startsWith(parts.group(1), 3 * day)
        || !MONTHS.startsWith(parts.group(3), 3 * month - 3)) {
      throw new DateTimeException("another day of the week, or no month");
    }
    int sign = parts.group(8).equals("-") ? -1 : 1;
    ZoneOffset zone = ZoneOffset.ofHoursMinutes(sign * number(parts, 9), sign * number(parts, 10));
    LocalTime time = LocalTime.of(number(parts, 5), number(parts, 6), number(parts, 7));
    return LocalDateTime.of(date, time).toInstant(zone);
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static Instant unusual(String value) {
    String text = COMMENT.matcher(value).replaceAll(" ");
    text = SPACES.matcher(text).replaceAll(" ").strip();
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
