package org.sealgate.certificate;

/** Families of public keys, by what they can do in a mail. */
public enum KeyType {
  /** rsaEncryption: signs with PKCS#1 and PSS, encrypts with PKCS#1 and OAEP. */
  RSA(true, true),
  /** RSASSA-PSS: signs only (RFC 4055, 1.2). */
  RSA_PSS(true, false),
  /** RSAES-OAEP: encrypts only (RFC 4055, 1.2). */
  RSA_OAEP(false, true),
  DSA(true, false),
  /** Diffie-Hellman of RFC 2631. */
  DH(false, true),
  /** Elliptic curves in Weierstrass form: NIST, Brainpool and others. */
  EC(true, true),
  ED25519(true, false),
  ED448(true, false),
  X25519(false, true),
  X448(false, true),
  ML_DSA(true, false),
  SLH_DSA(true, false),
  ML_KEM(false, true),
  /** GOST R 34.10. */
  GOST(true, true),
  /** Anything else: only what key usage says is known. */
  OTHER(true, true);

  private final boolean signs;
  private final boolean encrypts;

  KeyType(boolean signs, boolean encrypts) {
    this.signs = signs;
    this.encrypts = encrypts;
  }

  /** True where such a key can make signatures. */
  public boolean signs() {
    return signs;
  }

  /** True where one can encrypt to such a key, by transport, agreement or encapsulation. */
  public boolean encrypts() {
    return encrypts;
  }

  /** True where encrypting goes by key agreement, so that key usage says keyAgreement. */
  public boolean agrees() {
    return this == EC || this == DH || this == X25519 || this == X448 || this == GOST;
  }
}
