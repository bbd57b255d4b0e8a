package org.sealgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.Secret;

class Pkcs12SaltTest {
  /** Of two files by openssl, of which gpgsm 2.2.40 refused the first and opened the second. */
  @ParameterizedTest
  @CsvSource({"a25310ebf9fb99e8, false", "44d5e452218bd524, true"})
  void tellsWhichFilesGpgsmOpens(String salt, boolean opens) {
    try (PasswordForms password = new PasswordForms(Secret.of("pw"))) {
      assertThat(opens(password, HexFormat.of().parseHex(salt))).isEqualTo(opens);
    }
  }

  private static boolean opens(PasswordForms password, byte[] salt) {
    return Pkcs12Salt.opensInGpgsm(password.forPkcs12().getFirst(), salt, 2_048);
  }

  @Test
  void nearlyEverySaltWillDoWhateverThePassword() {
    for (String word : new String[] {"", "pw", "a password of more than thirty-two characters"}) {
      try (PasswordForms password = new PasswordForms(Secret.of(word))) {
        int good = 0;
        for (byte i = 0; i < 100; i++) {
          good += opens(password, new byte[] {i, 1, 2, 3, 4, 5, 6, 7}) ? 1 : 0;
        }
        assertThat(good).as(word).isBetween(90, 100);
      }
    }
  }
}
