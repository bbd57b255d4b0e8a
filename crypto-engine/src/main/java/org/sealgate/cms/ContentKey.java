package org.sealgate.cms;

import java.security.MessageDigest;

/**
 * A content-encryption key, or what stands in for one that could not be recovered: nobody can tell
 * the two apart before the content has been decrypted, and then both fail alike.
 */
public final class ContentKey {
  private final byte[] octets;
  private final boolean substitute;

  private ContentKey(byte[] octets, boolean substitute) {
    this.octets = octets;
    this.substitute = substitute;
  }

  /** A key known beforehand (EncryptedData, RFC 5652, 8). */
  public static ContentKey of(byte[] octets) {
    return new ContentKey(octets.clone(), false);
  }

  /**
   * A key as it was recovered, and what would stand in for it: they are the same where nothing was
   * recovered, and compared in constant time.
   */
  static ContentKey recovered(byte[] octets, byte[] substitute) {
    return new ContentKey(octets, MessageDigest.isEqual(octets, substitute));
  }

  /**
   * True where this stands in for a key. To be asked only after the content has been decrypted with
   * it: one such key in 256 leaves padding that looks right, and the content is noise all the same.
   */
  boolean isSubstitute() {
    return substitute;
  }

  byte[] octets() {
    return octets;
  }

  @Override
  public String toString() {
    return "ContentKey[not shown]";
  }
}
