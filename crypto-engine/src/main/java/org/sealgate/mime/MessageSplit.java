package org.sealgate.mime;

import java.io.IOException;

/**
 * A mail cut into what stays outside when it is signed or encrypted, and what goes inside (RFC
 * 8551, 3.1): {@code Content-*} fields and the body go inside, all other fields stay.
 *
 * @param outer the fields that stay outside, {@code MIME-Version} among them
 * @param inner the entity that goes inside: its MIME fields and the body, octet for octet
 */
public record MessageSplit(HeaderBlock outer, Entity inner) {

  /**
   * Cuts a mail, or an entity without a mail around it, whose outer header then is empty.
   *
   * @throws org.sealgate.SmimeException LIMIT_EXCEEDED for a header beyond the limits
   */
  public static MessageSplit of(Octets mail, MimeLimits limits) throws IOException {
    Entity whole = Entity.parseMail(mail, limits);
    HeaderBlock outer = whole.header().only(field -> !isContent(field));
    HeaderBlock inside = whole.header().only(MessageSplit::isContent);
    return new MessageSplit(outer, Entity.of(inside, whole.body()));
  }

  /**
   * A mail of outer fields and an inner entity: the inverse of {@link #of}. Of the header of the
   * inner entity the {@code Content-*} fields are taken; outer ones of these names are not. A
   * missing {@code MIME-Version} is added. The body is not copied.
   */
  public static Octets join(HeaderBlock outer, Octets innerEntity, MimeLimits limits)
      throws IOException {
    Entity inner = Entity.parse(innerEntity, limits);
    HeaderBlock outside = outer.only(field -> !isContent(field));
    if (!inner.header().hasBareLf()) {
      outside = outside.canonical();
    }
    HeaderBlock header = outside.append(inner.header().only(MessageSplit::isContent));
    if (!header.has("MIME-Version")) {
      HeaderBlock version = HeaderBlock.EMPTY.append("MIME-Version", "1.0");
      header = outside.append(version).append(inner.header().only(MessageSplit::isContent));
    }
    return Octets.join(Octets.of(header.rawWithEmptyLine()), inner.body());
  }

  /** True for a field that describes the body and so travels with it. */
  public static boolean isContent(HeaderField field) {
    return field.nameStartsWith("Content-");
  }
}
