package org.sealgate.archive;

/** What the audit of the archive tells of. */
public enum AuditEvent {
  /** A key was made, and its certificate asked for. */
  KEY_MADE,
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
  ROTATED,
  /** A quorum of custodians was set up, or took the place of another. */
  CUSTODIANS,
  /** A key was left to the custodians alone. */
  ESCROWED,
  /** An approved request gave a key back to the gateway. */
  RETURNED,
  /** Somebody asked the custodians for a recovery. */
  REQUESTED,
  /** A custodian approved a request. */
  APPROVED,
  /** A custodian denied a request. */
  REJECTED,
  /** A request ended without a recovery: denied, expired, or taken back. */
  CLOSED,
  /** An approved request was carried out. */
  RECOVERED,
  /** A backup was written. */
  BACKED_UP;

  static boolean isKnown(String name) {
    for (AuditEvent event : values()) {
      if (event.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
