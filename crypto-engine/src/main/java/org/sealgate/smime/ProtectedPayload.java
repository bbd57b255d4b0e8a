package org.sealgate.smime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealgate.certificate.AddressList;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.smime.HeaderProtection.Scheme;

/**
 * The innermost entity of a message where it brings header fields of the mail with it (RFC 9788).
 *
 * @param scheme how it brings them
 * @param header the fields, without what describes the body
 * @param outer what the author says was left outside: names and values in order
 * @param readable the entity to show: the payload, or the mail that was wrapped in it
 */
record ProtectedPayload(
    Scheme scheme, HeaderBlock header, List<HeaderField> outer, Entity readable) {
  static final String OUTER_FIELD = "HP-Outer";

  private static final Map<String, Scheme> INJECTED =
      Map.of("clear", Scheme.CLEAR, "cipher", Scheme.CIPHER);

  /** Fields that describe the body or the protection, and protect nothing (RFC 9787, 1.1.1). */
  private static final Set<String> STRUCTURAL = Set.of("mime-version", "hp-outer");

  ProtectedPayload {
    outer = List.copyOf(outer);
  }

  /**
   * The payload where it has protected fields.
   *
   * @param payload what is inside of all layers
   * @param mail the header outside
   */
  static Optional<ProtectedPayload> of(Entity payload, HeaderBlock mail, MimeLimits limits)
      throws IOException {
    if (payload.header().all("Content-Type").size() > 1) {
      // Two types are two opinions on what this is; protected fields of either would be a guess.
      return Optional.empty();
    }
    Scheme scheme = INJECTED.get(payload.contentType().token("hp"));
    if (scheme != null) {
      return Optional.of(injected(scheme, payload));
    }
    if (payload.contentType().token("protected-headers").equals("v1")) {
      return Optional.of(injected(Scheme.PROTECTED_HEADERS_V1, payload));
    }
    return payload.contentType().isMessage() && !payload.transferEncoding().transforms()
        ? wrapped(payload, mail, limits)
        : Optional.empty();
  }

  private static ProtectedPayload injected(Scheme scheme, Entity payload) {
    List<HeaderField> outer = new ArrayList<>();
    if (scheme == Scheme.CIPHER) {
      for (HeaderField field : payload.header().all(OUTER_FIELD)) {
        outerField(field.value()).ifPresent(outer::add);
      }
    }
    return new ProtectedPayload(scheme, fields(payload.header()), outer, payload);
  }

  private static Optional<HeaderField> outerField(String value) {
    int colon = value.indexOf(':');
    try {
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              HeaderField.of(value.substring(0, colon).strip(), value.substring(colon + 1)));
    } catch (IllegalArgumentException notAField) {
      return Optional.empty();
    }
  }

  /**
   * RFC 8551, 3.1 leaves it to the reader to tell a wrapped mail from a forwarded one. Where the
   * sender does not say, it is the mail itself only if both are from the same author, and the one
   * is not known by another identifier: people forward their own mail, too.
   */
  private static Optional<ProtectedPayload> wrapped(
      Entity payload, HeaderBlock mail, MimeLimits limits) throws IOException {
    String forwarded = payload.contentType().token("forwarded");
    Entity inner = Entity.parseMail(payload.body(), limits);
    boolean meant = forwarded.equals("no") || (forwarded.isEmpty() && sameMail(inner, mail));
    boolean plain = SmimeType.of(inner) == SmimeType.NONE;
    if (!meant || !plain || !inner.header().has("From") || declared(inner)) {
      return Optional.empty();
    }
    return Optional.of(
        new ProtectedPayload(Scheme.WRAPPED, fields(inner.header()), List.of(), inner));
  }

  private static boolean declared(Entity inner) {
    return !inner.contentType().token("hp").isEmpty();
  }

  private static boolean sameMail(Entity inner, HeaderBlock mail) {
    List<EmailAddress> author = authors(inner.header());
    Optional<String> own = inner.header().value("Message-ID");
    Optional<String> outside = mail.value("Message-ID");
    boolean other = own.isPresent() && outside.isPresent() && !own.equals(outside);
    return !author.isEmpty() && author.equals(authors(mail)) && !other;
  }

  /** The addresses of From, which a display name does not change. */
  static List<EmailAddress> authors(HeaderBlock header) {
    return header.all("From").stream()
        .flatMap(field -> AddressList.parse(field.value()).addresses().stream())
        .toList();
  }

  /**
   * True where every field of its author is inside: what else stands outside is not the author's. A
   * header without From is none (RFC 5322, 3.6): somebody claims protection, and gave it to little
   * or nothing.
   */
  boolean isComplete() {
    return scheme != Scheme.PROTECTED_HEADERS_V1 && header.has("From");
  }

  private static HeaderBlock fields(HeaderBlock header) {
    return header.only(ProtectedPayload::isProtectable);
  }

  /** True for a field that says something of the mail, not of its body. */
  static boolean isProtectable(HeaderField field) {
    return !field.name().isEmpty()
        && !MessageSplit.isContent(field)
        && !STRUCTURAL.contains(field.name().toLowerCase(Locale.ROOT));
  }
}
