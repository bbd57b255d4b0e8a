package org.sealgate.archive;

/** What the audit of the archive tells of. */
public enum AuditEvent {
  /** An identity came in. */
  IMPORTED,
  /** An identity became the active one of an address. */
  ACTIVATED,
  /** A newer identity took its place: it decrypts only. */
  RETIRED,
  /** Its certificate was revoked. */
  REVOKED,
  /** Mails were decrypted with a key: how many on which day. */
  DECRYPTED,
  /** A key was given out. */
  EXPORTED,
  /** A signing key was destroyed. */
  DESTROYED,
  /** Somebody asked for what is not allowed. */
  DENIED,
  /** The master key was changed. */
  ROTATED;

  static boolean isKnown(String name) {
    for (AuditEvent event : values()) {
      if (event.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
