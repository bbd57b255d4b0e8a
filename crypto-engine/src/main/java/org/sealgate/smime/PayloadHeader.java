package org.sealgate.smime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;

/**
 * Puts the header fields of a mail into what is going to be signed or encrypted (RFC 9788, 5.2).
 *
 * @param policy which go inside, and what of them stays outside
 * @param encrypting true where the payload is going to be encrypted
 * @param legacyDisplay true to write hidden fields at the top of the text as well
 */
record PayloadHeader(HeaderPolicy policy, boolean encrypting, boolean legacyDisplay) {
  /** What servers write on the way, and what recipients must not see. */
  private static final Set<String> NOT_THE_AUTHORS =
      Set.of(
          "received",
          "return-path",
          "delivered-to",
          "x-original-to",
          "envelope-to",
          "bcc",
          "resent-bcc",
          "dkim-signature",
          "domainkey-signature",
          "authentication-results",
          "received-spf",
          "arc-seal",
          "arc-message-signature",
          "arc-authentication-results");

  /** Fields people look at (RFC 9787, 1.1.2); of others they would not know what to make. */
  private static final Set<String> SHOWN =
      Set.of("subject", "from", "to", "cc", "date", "reply-to", "sender");

  private static final String OURS = "x-sealgate-";

  static PayloadHeader signed(SignOptions options) {
    return new PayloadHeader(
        options.protectHeaders() ? HeaderPolicy.VISIBLE : HeaderPolicy.NONE, false, false);
  }

  static PayloadHeader encrypted(EncryptOptions options) {
    return new PayloadHeader(options.headers(), true, options.legacyDisplay());
  }

  static PayloadHeader signedAndEncrypted(SignOptions signing, EncryptOptions encryption) {
    boolean signedOnly = signing.protectHeaders() && !encryption.headers().protects();
    return signedOnly
        ? new PayloadHeader(HeaderPolicy.VISIBLE, true, false)
        : encrypted(encryption);
  }

  /**
   * The mail with its fields inside, and those that stay outside. A mail that is signed or
   * encrypted already stays as it is: its payload lies inside of that.
   */
  MessageSplit applied(MessageSplit split, MimeLimits limits) throws IOException {
    boolean closed =
        SmimeType.of(split.inner()) != SmimeType.NONE
            || split.inner().contentType().is("multipart", "signed")
            || split.inner().contentType().is("multipart", "encrypted");
    if (closed) {
      return split;
    }
    List<HeaderField> inside = split.outer().canonical().only(PayloadHeader::isAuthors).fields();
    if (!policy.protects() || inside.isEmpty()) {
      return new MessageSplit(split.outer(), unclaimed(split.inner()));
    }
    return new MessageSplit(outside(split.outer()), inside(split.inner(), inside, limits));
  }

  /** Without the claim of a mail that was protected once: nothing of its header goes inside now. */
  private static Entity unclaimed(Entity entity) {
    return ContentTypeField.without(entity, "hp");
  }

  private static boolean isAuthors(HeaderField field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return ProtectedPayload.isProtectable(field)
        && !NOT_THE_AUTHORS.contains(name)
        && !name.startsWith(OURS);
  }

  private Entity inside(Entity entity, List<HeaderField> fields, MimeLimits limits)
      throws IOException {
    Entity body = encrypting ? displayed(entity, fields, limits) : entity;
    String mode = encrypting ? "cipher" : "clear";
    HeaderBlock described =
        ContentTypeField.with(body.header().canonical(), Map.of("hp", mode), List.of("hp"));
    List<HeaderField> header = new ArrayList<>(fields);
    if (encrypting) {
      fields.stream()
          .flatMap(field -> policy.outside(field).stream())
          .map(PayloadHeader::outer)
          .forEach(header::add);
    }
    return Entity.of(HeaderBlock.of(header).append(described), body.body());
  }

  /** A mark that the mail brought along would cost it the top of its text at the reader. */
  private Entity displayed(Entity entity, List<HeaderField> fields, MimeLimits limits)
      throws IOException {
    Entity unmarked = LegacyDisplay.unmarked(entity, limits);
    return legacyDisplay ? LegacyDisplay.added(unmarked, hiddenAndShown(fields), limits) : unmarked;
  }

  /** The field as it stands outside, with its name and its folds behind another name. */
  private static HeaderField outer(HeaderField field) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.writeBytes((ProtectedPayload.OUTER_FIELD + ": ").getBytes(US_ASCII));
    raw.writeBytes(field.raw());
    return HeaderBlock.parse(raw.toByteArray(), MimeLimits.DEFAULT).fields().getFirst();
  }

  private List<HeaderField> hiddenAndShown(List<HeaderField> fields) {
    return fields.stream()
        .filter(field -> SHOWN.contains(field.name().toLowerCase(Locale.ROOT)))
        .filter(field ->
            policy.outside(field).map(HeaderField::value).filter(field.value()::equals).isEmpty())
        .toList();
  }

  private HeaderBlock outside(HeaderBlock mail) {
    if (!encrypting) {
      return mail;
    }
    List<HeaderField> fields = new ArrayList<>();
    for (HeaderField field : mail.canonical().fields()) {
      Optional<HeaderField> outside =
          ProtectedPayload.isProtectable(field) ? policy.outside(field) : Optional.of(field);
      outside.ifPresent(fields::add);
    }
    return HeaderBlock.of(fields);
  }
}
