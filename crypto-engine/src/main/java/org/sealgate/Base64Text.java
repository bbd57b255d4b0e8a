package org.sealgate;

import java.util.Base64;

/** Base64 without white space, as our own documents hold it (RFC 4648, 4). */
public final class Base64Text {
  private Base64Text() {}

  /**
   * The octets. Text that is not of whole groups is refused before the JDK sees it: on some
   * processors its decoder writes behind the array then (JDK-8392044).
   *
   * @throws IllegalArgumentException where it is none
   */
  public static byte[] decode(String text) {
    if (text.length() % 4 != 0) {
      throw new IllegalArgumentException("base64 comes in groups of four characters");
    }
    return Base64.getDecoder().decode(text);
  }
}
