package org.sealgate.provider;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PBKDF2 (RFC 8018, 5.2) with its parameters, from a password in octets: the JDK's own takes one in
 * characters, and writers do not agree on how to encode them.
 *
 * @param prf the JCA name of the pseudo-random function: {@code HmacSHA256}
 * @param iterations for each block; at least one
 * @param octets the length of the key that is wanted; at least one
 */
public record Pbkdf2(String prf, byte[] salt, int iterations, int octets) {

  /**
   * How many times the iterations are gone through: a key that is longer than the function's result
   * has several blocks.
   *
   * @throws java.security.NoSuchAlgorithmException where no provider has the function
   */
  public int blocks(Crypto crypto) throws GeneralSecurityException {
    return blocks(crypto.mac(prf));
  }

  /** The key under a password, which may be empty. */
  public byte[] key(Crypto crypto, byte[] password) throws GeneralSecurityException {
    Mac mac = crypto.mac(prf);
    // HMAC pads its key with zeros, and Java has no empty keys.
    mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, prf));
    int blocks = blocks(mac);
    byte[] derived = new byte[blocks * mac.getMacLength()];
    for (int block = 1; block <= blocks; block++) {
      byte[] part = block(mac, block);
      System.arraycopy(part, 0, derived, (block - 1) * part.length, part.length);
    }
    return Arrays.copyOf(derived, octets);
  }

  private int blocks(Mac mac) {
    return (octets + mac.getMacLength() - 1) / mac.getMacLength();
  }

  private byte[] block(Mac mac, int number) {
    mac.update(salt);
    byte[] last = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    byte[] sum = last.clone();
    for (int i = 1; i < iterations; i++) {
      last = mac.doFinal(last);
      for (int at = 0; at < sum.length; at++) {
        sum[at] ^= last[at];
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return "Pbkdf2[" + prf + ", " + iterations + " iterations]";
  }
}
