package org.sealgate.policy;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a mail is for, where that matters: some kinds are useless to programs once encrypted. */
public enum MailKind {
  ORDINARY("an ordinary mail"),
  MEETING_REQUEST("a meeting request"),
  DELIVERY_REPORT("a delivery report"),
  AUTO_REPLY("an automatic reply"),
  LIST_MAIL("a mail of a mailing list");

  private static final Pattern BULK = Pattern.compile("(?i)list|bulk|junk");

  private final String description;

  MailKind(String description) {
    this.description = description;
  }

  /** For people, with its article. */
  public String description() {
    return description;
  }

  /**
   * The kind of a mail.
   *
   * @param hasSender false for the null reverse-path of reports (RFC 5321, 4.5.5)
   * @param hasCalendar true where a part of it is text/calendar
   */
  static MailKind of(MailHeaders headers, boolean hasSender, boolean hasCalendar) {
    String mediaType = headers.mediaType();
    if (!hasSender || mediaType.equals("multipart/report")) {
      return DELIVERY_REPORT;
    }
    if (isAutomatic(headers)) {
      return AUTO_REPLY;
    }
    if (headers.has("List-Id")
        || headers.has("List-Post")
        || headers.all("Precedence").stream().anyMatch(value -> BULK.matcher(value).matches())) {
      return LIST_MAIL;
    }
    if (hasCalendar
        || mediaType.equals("text/calendar")
        || headers.contains("Content-Class", "calendarmessage")) {
      return MEETING_REQUEST;
    }
    return ORDINARY;
  }

  /** RFC 3834, 5. */
  private static boolean isAutomatic(MailHeaders headers) {
    boolean submitted =
        headers
            .first("Auto-Submitted")
            .map(value -> value.toLowerCase(Locale.ROOT))
            .filter(value -> !value.startsWith("no"))
            .isPresent();
    return submitted
        || headers.has("X-Autoreply")
        || headers.all("Precedence").stream().anyMatch("auto_reply"::equalsIgnoreCase);
  }
}
