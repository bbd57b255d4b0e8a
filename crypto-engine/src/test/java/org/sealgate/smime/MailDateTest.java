package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sun, 22 Nov 2026 09:00:00 +0000        | 2026-11-22T09:00:00Z
          Sun, 1 Nov 2026 09:00:00 -0330         | 2026-11-01T12:30:00Z
          Sun, 22 Nov 2026 09:00:00 +0100 (CET)  | 2026-11-22T08:00:00Z
          Sun,  22 Nov 2026 09:00:00 GMT         | 2026-11-22T09:00:00Z
          22 Nov 2026 09:00:00 +0000             | 2026-11-22T09:00:00Z
          Thu, 29 Feb 2024 23:59:59 +1400        | 2024-02-29T09:59:59Z
          """)
  void isReadWithAndWithoutWhatIsOptional(String text, Instant expected) {
    assertThat(MailDate.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 22 Nov 2026 09:00:00 +0000",
        "Sun, 22 Xyz 2026 09:00:00 +0000",
        "Sun, 22 anF 2026 09:00:00 +0000",
        "Sun, 31 Nov 2026 09:00:00 +0000",
        "Sun, 22 Nov 2026 25:00:00 +0000",
        "Sun, 22 Nov 2026 09:00:00 +1900",
        "yesterday"
      })
  void isNoDateWhereItContradictsItself(String text) {
    assertThat(MailDate.parse(text)).isEmpty();
  }

  @Test
  void agreesWithTheFormattersOfTheJdk() {
    Random random = new Random(20261122);
    for (int i = 0; i < 1_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(900 * random.nextInt(-48, 57));
      String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(zone));
      assertThat(MailDate.parse(text)).as(text).contains(instant);
      assertThat(MailDate.text(instant)).isEqualTo(instant.toString());
    }
  }
}
