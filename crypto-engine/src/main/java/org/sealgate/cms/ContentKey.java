package org.sealgate.cms;

/**
 * A content-encryption key, or what stands in for one that could not be recovered: nobody can tell
 * the two apart before the content has been decrypted, and then both fail alike.
 */
public final class ContentKey {
  private final byte[] octets;

  private ContentKey(byte[] octets) {
    this.octets = octets;
  }

  /** A key known beforehand (EncryptedData, RFC 5652, 8). */
  public static ContentKey of(byte[] octets) {
    return new ContentKey(octets.clone());
  }

  static ContentKey owned(byte[] octets) {
    return new ContentKey(octets);
  }

  byte[] octets() {
    return octets;
  }

  @Override
  public String toString() {
    return "ContentKey[not shown]";
  }
}
