package org.sealgate.mime;

import java.io.IOException;

/**
 * The form in which an entity is signed, so that it arrives as signed (RFC 8551, 3.1.1 and 3.1.2):
 * CRLF line ends, seven bits, lines of at most 998 octets, no control characters.
 *
 * <p>An entity that is in this form already stays as it is, octet for octet. Otherwise its leaves
 * that are not safe are encoded as quoted-printable or base64, in nested multiparts and attached
 * mails too; binary content keeps its line ends. What is signed or encrypted inside is not touched
 * beyond its line ends.
 */
public final class Canonical {
  private Canonical() {}

  /** True when the entity is in canonical form: one pass, nothing is parsed. */
  public static boolean isCanonical(Octets entity) throws IOException {
    return TextShape.of(entity).isCanonical();
  }

  /**
   * The entity in canonical form: the very same octets where they are in it already, else new ones
   * that the caller closes.
   *
   * @throws org.sealgate.SmimeException LIMIT_EXCEEDED for nesting, headers or parts beyond the
   *     limits
   */
  public static Octets of(Octets entity, MimeLimits limits) throws IOException {
    return isCanonical(entity) ? entity : rewritten(entity, limits);
  }

  /**
   * {@link #of(Octets, MimeLimits)}, and the octets of the result shown to an onlooker: in one pass
   * where the entity is in canonical form, as nearly all mail is.
   */
  public static Octets of(Octets entity, MimeLimits limits, Onlooker onlooker) throws IOException {
    if (TextShape.of(entity, onlooker).isCanonical()) {
      return entity;
    }
    onlooker.again();
    Octets canonical = rewritten(entity, limits);
    canonical.writeTo(onlooker);
    return canonical;
  }

  private static Octets rewritten(Octets entity, MimeLimits limits) throws IOException {
    long expected = entity.length() + entity.length() / 2 + 1024;
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD, expected)) {
      new CanonicalWriter(spool, limits).write(entity);
      return spool.toOctets();
    }
  }
}
