package org.sealgate.provider;

import java.security.Key;

/**
 * An operation with a key.
 *
 * @param type the kind of service: Signature, Cipher, KeyAgreement
 * @param algorithm the name the JCA knows it by
 * @param key the key it works with
 */
record KeyUse(String type, String algorithm, Key key) {
  private static final String NATIVE = "com.amazon.corretto.crypto.";
  private static final String BOUNCY_CASTLE = "org.bouncycastle.";
  private static final String TOKEN = "sun.security.pkcs11.";

  /** Where a key object comes from. */
  enum Owner {
    NATIVE,
    JDK,
    BOUNCY_CASTLE,
    TOKEN
  }

  Owner owner() {
    return owner(key);
  }

  static Owner owner(Key key) {
    String name = key.getClass().getName();
    if (name.startsWith(NATIVE)) {
      return Owner.NATIVE;
    }
    if (name.startsWith(BOUNCY_CASTLE)) {
      return Owner.BOUNCY_CASTLE;
    }
    if (name.startsWith(TOKEN)) {
      return Owner.TOKEN;
    }
    boolean known = name.startsWith("sun.security.") || name.startsWith("com.sun.crypto.provider.");
    return known || key.getEncoded() != null ? Owner.JDK : Owner.TOKEN;
  }
}
