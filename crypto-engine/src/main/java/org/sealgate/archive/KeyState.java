package org.sealgate.archive;

/** Where an archived identity stands in its life (promise 2). */
public enum KeyState {
  /** A key was made; its certificate has not come back yet. */
  PENDING,
  /** In use: the one encryption identity of its addresses, or a signing identity. */
  ACTIVE,
  /** Superseded by a newer one for each of its addresses: opens old mail for ever. */
  DECRYPT_ONLY,
  /** Its certificate was revoked; still opens old mail. */
  REVOKED,
  /** A signing identity whose key is gone. */
  DESTROYED
}
