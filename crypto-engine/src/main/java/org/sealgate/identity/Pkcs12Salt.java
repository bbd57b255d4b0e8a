package org.sealgate.identity;

import java.util.Arrays;

/**
 * Salts under which gpgsm derives the key that everybody else does. Where a block begins with a
 * zero octet when the derivation goes on to its second round (RFC 7292, B.2, step 6 C), gpgsm 2.2
 * drops that octet, and says of the file that it cannot be decrypted: of one file in sixty, whoever
 * wrote it.
 */
final class Pkcs12Salt {
  private static final int BLOCK = 64;

  /** The purpose that stands for a key (RFC 7292, B.3). */
  private static final byte KEY = 1;

  private Pkcs12Salt() {}

  /**
   * True where gpgsm derives the same key of up to two rounds.
   *
   * @param password in the form of PKCS#12: UTF-16 with its end
   */
  static boolean opensInGpgsm(byte[] password, byte[] salt, int iterations) {
    byte[] input = new byte[BLOCK + (password.length + BLOCK - 1) / BLOCK * BLOCK];
    repeat(salt, input, 0, BLOCK);
    repeat(password, input, BLOCK, input.length);
    byte[] first = new byte[BLOCK];
    repeat(firstRound(input, iterations), first, 0, BLOCK);
    boolean opens = true;
    for (int block = 0; block < input.length; block += BLOCK) {
      opens &= firstOctetOfSum(input, block, first) != 0;
    }
    Arrays.fill(input, (byte) 0);
    return opens;
  }

  private static void repeat(byte[] what, byte[] into, int from, int to) {
    for (int i = from; i < to; i++) {
      into[i] = what[(i - from) % what.length];
    }
  }

  private static byte[] firstRound(byte[] input, int iterations) {
    byte[] all = new byte[BLOCK + input.length];
    Arrays.fill(all, 0, BLOCK, KEY);
    System.arraycopy(input, 0, all, BLOCK, input.length);
    byte[] digest = Pkcs12Encryption.sha1(all);
    Arrays.fill(all, (byte) 0);
    for (int i = 1; i < iterations; i++) {
      digest = Pkcs12Encryption.sha1(digest);
    }
    return digest;
  }

  /** The first octet of a block after the other and one were added to it. */
  private static int firstOctetOfSum(byte[] input, int block, byte[] other) {
    int carry = 1;
    int octet = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int sum = (input[block + i] & 0xFF) + (other[i] & 0xFF) + carry;
      octet = sum & 0xFF;
      carry = sum >>> 8;
    }
    return octet;
  }
}
