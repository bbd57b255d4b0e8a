package org.sealgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;

final class AddressPatternTest {
  @ParameterizedTest
  @CsvSource({
    "alice@example.org, Alice@EXAMPLE.org, true",
    "alice@example.org, bob@example.org, false",
    "@example.org, bob@example.org, true",
    "@example.org, bob@mail.example.org, false",
    "@example.org, bob@notexample.org, false",
    "*.example.org, bob@mail.example.org, true",
    "*.example.org, bob@example.org, false",
    "*, anybody@anywhere.example, true"
  })
  void matches(String pattern, String address, boolean expected) {
    assertThat(AddressPattern.parse(pattern).matches(EmailAddress.parse(address).orElseThrow()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "*@example.org", "example.org", "a*b@example.org", "*.*"})
  void refusesWhatIsNoPattern(String text) {
    assertThatThrownBy(() -> AddressPattern.parse(text)).isInstanceOf(SmimeException.class);
  }
}
