package org.sealgate.certificate;

/** What the key of a certificate may be used for in mail (RFC 8550, 4.4.2 and 4.4.4). */
public enum KeyPurpose {
  SIGNING,
  ENCRYPTION,
  /** Signing and encryption. */
  DUAL,
  /** Neither: a CA certificate, or extensions that exclude mail. */
  NONE;

  /** True for SIGNING and DUAL. */
  public boolean signs() {
    return this == SIGNING || this == DUAL;
  }

  /** True for ENCRYPTION and DUAL. */
  public boolean encrypts() {
    return this == ENCRYPTION || this == DUAL;
  }
}
