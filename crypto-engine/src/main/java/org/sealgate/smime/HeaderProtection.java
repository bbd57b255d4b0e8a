package org.sealgate.smime;

import java.util.List;
import java.util.Optional;

/**
 * Header fields that travel inside the protection of a message (RFC 9788): what the author wrote,
 * whatever the header outside says.
 *
 * @param scheme how they travel
 * @param fields the protected fields in their order, without {@code Content-*} and {@code
 *     MIME-Version}
 */
public record HeaderProtection(Scheme scheme, List<Field> fields) {
  public HeaderProtection {
    fields = List.copyOf(fields);
  }

  /** How header fields travel inside. */
  public enum Scheme {
    /** {@code hp="clear"}: the author hid none of them (RFC 9788, 2.1.1). */
    CLEAR,
    /** {@code hp="cipher"}: {@code HP-Outer} says which the author left outside. */
    CIPHER,
    /** A whole mail as {@code message/rfc822} (RFC 8551, 3.1; RFC 9788, 4.10). */
    WRAPPED,
    /** {@code protected-headers="v1"}, which came before RFC 9788; often the subject alone. */
    PROTECTED_HEADERS_V1
  }

  /** What protects a field (RFC 9788, 4.3): a signature counts where it holds, whoever signed. */
  public enum Protection {
    /** Nothing: it stands outside as well, and no signature over it holds. */
    UNPROTECTED,
    /** Nobody could change it unseen, and everybody could read it. */
    SIGNED_ONLY,
    /** Only recipients could read it, and anybody may have written it. */
    ENCRYPTED_ONLY,
    /** Only recipients could read it, and nobody could change it unseen. */
    SIGNED_AND_ENCRYPTED
  }

  /** How the header outside compares. */
  public enum Outside {
    /** It says the same. */
    SAME,
    /** It says less, or nothing, and the author meant it so. */
    HIDDEN,
    /** It says something else than the author left there: changed on the way, or forged. */
    CHANGED
  }

  /**
   * One protected field.
   *
   * @param name as the author wrote it
   * @param value unfolded, encoded words as they are
   * @param protection what protects it
   * @param outside how the header outside compares
   * @param outerValue what that says, where it says something else
   */
  public record Field(
      String name,
      String value,
      Protection protection,
      Outside outside,
      Optional<String> outerValue) {}
}
