package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class CanonicalIssuersTest {
  private static byte[] name(String text) {
    return new X500Principal(text).getEncoded();
  }

  private static String canonical(byte[] issuer) {
    return CanonicalIssuers.of(issuer).map(String::new).orElse("none");
  }

  @Test
  void namesThatAreTheSameToPeopleAreTheSame() {
    byte[] one = name("CN=Sealgate  Test CA, O=Example");
    byte[] other = name("CN=sealgate test ca, O=EXAMPLE");
    assertThat(canonical(one)).isEqualTo(canonical(other)).isNotEqualTo("none");
    assertThat(canonical(name("CN=another, O=Example"))).isNotEqualTo(canonical(one));
  }

  @Test
  void theAnswerStaysWhatItIsHoweverManyNamesComeBetween() {
    byte[] one = name("CN=The one, O=Example");
    String first = canonical(one);
    for (int i = 0; i < 2_500; i++) {
      assertThat(canonical(name("CN=Authority " + i))).isEqualTo("cn=authority " + i);
    }
    assertThat(canonical(one)).isEqualTo(first).isEqualTo(canonical(one.clone()));
  }

  @Test
  void octetsThatAreNoNameHaveNone() {
    byte[] noName = {1, 2, 3};
    assertThat(CanonicalIssuers.of(noName)).isEqualTo(Optional.empty());
    assertThat(CanonicalIssuers.of(noName)).isEqualTo(Optional.empty());
  }
}
