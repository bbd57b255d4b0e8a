package org.sealgate.identity;

import java.security.SecureRandom;
import java.util.Arrays;
import org.sealgate.Secret;

/**
 * Passwords that a person can read aloud and type: lower-case letters and digits without those that
 * look like another, in groups of four. 24 characters with the hyphens, fewer than the 32 that
 * Windows takes; 98 bits.
 */
public final class GeneratedPassword {
  /** Without 0 and o, 1, i and l. */
  static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 5;
  private static final int GROUP = 4;

  private GeneratedPassword() {}

  /** A new password. */
  public static Secret create(SecureRandom random) {
    char[] chars = new char[GROUPS * (GROUP + 1) - 1];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = i % (GROUP + 1) == GROUP ? '-' : LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
    Secret password = Secret.of(chars);
    Arrays.fill(chars, '\0');
    return password;
  }
}
