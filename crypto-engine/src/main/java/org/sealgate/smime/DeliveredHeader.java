package org.sealgate.smime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;

/**
 * The header of a mail whose protection was taken off: the protected fields in place of those
 * outside, so that people see the real subject, and answers go to whom the author wrote (RFC 9788,
 * 4.2 and 4.4). Only fields that an author writes are taken from inside: what servers and filters
 * write would be a forgery there.
 */
final class DeliveredHeader {
  /** Whom and what an answer names; outside alone, anybody may have put it there. */
  private static final Set<String> FOR_REPLIES =
      Set.of(
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "in-reply-to",
          "references",
          "subject",
          "comments",
          "keywords",
          "mail-reply-to",
          "mail-followup-to",
          "followup-to");

  /** What else authors write. */
  private static final Set<String> OTHERS =
      Set.of(
          "date",
          "message-id",
          "organization",
          "importance",
          "priority",
          "x-priority",
          "sensitivity",
          "thread-topic",
          "thread-index",
          "autocrypt");

  /** Fields of which there may be several (RFC 5322, 3.6). */
  private static final Set<String> REPEATABLE = Set.of("comments", "keywords");

  private final ProtectedPayload payload;
  private final boolean keepOuterFrom;

  /**
   * @param keepOuterFrom true where nobody vouches for the protected From, and it differs
   */
  DeliveredHeader(ProtectedPayload payload, boolean keepOuterFrom) {
    this.payload = payload;
    this.keepOuterFrom = keepOuterFrom;
  }

  /** True for a field that tells whom and what to answer. */
  static boolean isForReplies(HeaderField field) {
    return FOR_REPLIES.contains(key(field));
  }

  private static String key(HeaderField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  /** The outer header with the protected fields. */
  HeaderBlock of(HeaderBlock mail) {
    HeaderBlock inside = payload.header().canonical().only(this::isTaken);
    Set<String> done = new HashSet<>();
    List<HeaderField> fields = new ArrayList<>();
    for (HeaderField field : mail.canonical().fields()) {
      if (inside.has(field.name())) {
        // Where the first of a name stands outside, all of that name from inside.
        if (done.add(key(field))) {
          fields.addAll(inside.all(field.name()));
        }
      } else if (!payload.isComplete() || !isForReplies(field) || isKept(field)) {
        fields.add(field);
      }
    }
    inside.fields().stream().filter(field -> !done.contains(key(field))).forEach(fields::add);
    return HeaderBlock.of(fields);
  }

  private boolean isTaken(HeaderField field) {
    String name = key(field);
    boolean authors = FOR_REPLIES.contains(name) || OTHERS.contains(name);
    boolean single = REPEATABLE.contains(name) || payload.header().all(name).size() == 1;
    return authors && single && !(keepOuterFrom && name.equals("from"));
  }

  /** Outer fields that nothing inside replaces though it names them: twice, or not believed. */
  private boolean isKept(HeaderField field) {
    return payload.header().has(field.name());
  }
}
