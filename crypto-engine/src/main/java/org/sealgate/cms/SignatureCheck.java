package org.sealgate.cms;

/** Whether a signature holds over a content, as far as mathematics can tell. */
public sealed interface SignatureCheck {

  /**
   * It holds.
   *
   * @param digest the digest over the content, for people and policies: {@code SHA-256}
   * @param scheme the signature scheme: {@code SHA256withRSA}
   */
  record Valid(String digest, String scheme) implements SignatureCheck {}

  /**
   * It does not, or cannot be computed.
   *
   * @param code a stable name of the reason: {@code digest-mismatch}
   * @param reason one line for people
   */
  record Invalid(String code, String reason) implements SignatureCheck {}
}
