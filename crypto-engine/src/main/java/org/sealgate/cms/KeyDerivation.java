package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.provider.Crypto;

/** Key derivation of key agreement: the X9.63 function of RFC 5753 7.2 and HKDF of RFC 8418 2.2. */
final class KeyDerivation {
  private KeyDerivation() {}

  /**
   * ECC-CMS-SharedInfo (RFC 5753, 7.2), which RFC 8418 shares.
   *
   * @param wrap the encoded AlgorithmIdentifier of the key wrap
   * @param ukm user keying material; empty where absent
   * @param keyOctets the length of the key to derive
   */
  static byte[] sharedInfo(byte[] wrap, byte[] ukm, int keyOctets) {
    int bits = keyOctets * 8;
    byte[] length = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    byte[] entityUInfo = ukm.length == 0 ? ukm : Der.context(0, Der.octetString(ukm));
    return Der.sequence(wrap, entityUInfo, Der.context(2, Der.octetString(length)));
  }

  /** ANSI X9.63 KDF over the digest. */
  static byte[] x963(MessageDigest digest, byte[] secret, byte[] sharedInfo, int keyOctets) {
    byte[] key = new byte[keyOctets];
    int done = 0;
    for (int counter = 1; done < keyOctets; counter++) {
      digest.update(secret);
      digest.update(
          new byte[] {
            (byte) (counter >>> 24), (byte) (counter >>> 16), (byte) (counter >>> 8), (byte) counter
          });
      byte[] block = digest.digest(sharedInfo);
      int take = Math.min(block.length, keyOctets - done);
      System.arraycopy(block, 0, key, done, take);
      done += take;
    }
    return key;
  }

  /**
   * HKDF (RFC 5869).
   *
   * @param macName the JCA name of the HMAC: {@code HmacSHA256}
   * @param salt empty for the salt of zeros
   */
  static byte[] hkdf(Crypto crypto, String macName, byte[] secret, byte[] salt, byte[] info, int n)
      throws GeneralSecurityException {
    Mac mac = crypto.mac(macName);
    byte[] realSalt = salt.length == 0 ? new byte[mac.getMacLength()] : salt;
    mac.init(new SecretKeySpec(realSalt, macName));
    mac.init(new SecretKeySpec(mac.doFinal(secret), macName));
    byte[] key = new byte[n];
    byte[] block = {};
    int done = 0;
    for (int counter = 1; done < n; counter++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) counter);
      block = mac.doFinal();
      int take = Math.min(block.length, n - done);
      System.arraycopy(block, 0, key, done, take);
      done += take;
    }
    Arrays.fill(block, (byte) 0);
    return key;
  }
}
