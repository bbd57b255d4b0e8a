package org.sealgate.archive;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.sealgate.Secret;

/** Random names and codes that people copy by hand. */
final class Words {
  /** Without the letters and digits that look alike: 32 of them, five bits each. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int GROUP = 5;
  private static final int ID_OCTETS = 5;

  private Words() {}

  /** Ten hexadecimal digits. */
  static String id() {
    byte[] octets = new byte[ID_OCTETS];
    Vault.random().nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  /** So many groups of five characters, 25 bits each. */
  static Secret code(int groups) {
    SecureRandom random = Vault.random();
    char[] code = new char[groups * (GROUP + 1) - 1];
    for (int i = 0; i < code.length; i++) {
      boolean isBetween = i % (GROUP + 1) == GROUP;
      code[i] = isBetween ? '-' : ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return Secret.of(code);
  }
}
