package org.sealgate.smime;

/**
 * A secret key that sender and recipient share (RFC 5652, 6.2.3 and 8).
 *
 * @param identifier what the message calls it; empty for a key to try on anything
 * @param key the key
 */
public record SharedKey(byte[] identifier, byte[] key) {
  @Override
  public String toString() {
    return "SharedKey[not shown]";
  }
}
