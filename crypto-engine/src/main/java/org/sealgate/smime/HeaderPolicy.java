package org.sealgate.smime;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealgate.mime.AddressHeader;
import org.sealgate.mime.HeaderField;

/**
 * What becomes of the header fields of a mail when it is encrypted: whether they travel inside, and
 * what of them is still seen outside (header confidentiality policies, RFC 9788, 3.2).
 */
public enum HeaderPolicy {
  /** They stay outside, unprotected, as S/MIME always did. */
  NONE,
  /** They travel inside, and stay outside as well: nobody can change them unseen. */
  VISIBLE,
  /**
   * The same, but the subject outside is {@code [...]}, and Comments, Keywords and Thread-Topic,
   * which repeats the subject, are not there ({@code hcp_baseline}).
   */
  BASELINE,
  /**
   * As BASELINE; and outside there are no names with addresses, and Date tells no time zone ({@code
   * hcp_shy}).
   */
  SHY;

  /** What stands outside in place of a hidden subject. */
  public static final String HIDDEN_SUBJECT = "[...]";

  /** True where the fields travel inside. */
  public boolean protects() {
    return this != NONE;
  }

  /** What is written outside for a field of the mail; empty where it does not appear there. */
  Optional<HeaderField> outside(HeaderField field) {
    return switch (this) {
      case NONE, VISIBLE -> Optional.of(field);
      case BASELINE -> baseline(field);
      case SHY -> shy(field);
    };
  }

  private static Optional<HeaderField> baseline(HeaderField field) {
    return switch (field.name().toLowerCase(Locale.ROOT)) {
      case "subject" -> Optional.of(HeaderField.of(field.name(), HIDDEN_SUBJECT));
      // Thread-Topic is where Outlook and Exchange write the subject once more.
      case "comments", "keywords", "thread-topic" -> Optional.empty();
      default -> Optional.of(field);
    };
  }

  private static Optional<HeaderField> shy(HeaderField field) {
    return switch (field.name().toLowerCase(Locale.ROOT)) {
      case "from", "to", "cc" -> Optional.of(addressesOnly(field));
      case "date" -> Optional.of(inUtc(field));
      default -> baseline(field);
    };
  }

  /** A group stays as it is: its members alone would say something else. */
  private static HeaderField addressesOnly(HeaderField field) {
    String addresses =
        AddressHeader.mailboxes(field.value()).stream()
            .map(AddressHeader.Mailbox::address)
            .collect(Collectors.joining(", "));
    boolean group = AddressHeader.hasGroup(field.value());
    return group || addresses.isEmpty() ? field : HeaderField.of(field.name(), addresses);
  }

  private static HeaderField inUtc(HeaderField field) {
    try {
      ZonedDateTime date =
          ZonedDateTime.parse(
              field.value().replaceAll("\\([^)]*\\)", "").strip(),
              DateTimeFormatter.RFC_1123_DATE_TIME);
      String utc =
          date.withZoneSameInstant(ZoneOffset.UTC)
              .format(DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss", Locale.ENGLISH));
      return HeaderField.of(field.name(), utc + " +0000");
    } catch (DateTimeException unreadable) {
      return field;
    }
  }
}
