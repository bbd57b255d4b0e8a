package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.HeaderProtection.Outside;

/** Protected headers and texts that were made to be expensive (promise 7). */
@SuppressWarnings("StringConcatToTextBlock") // line ends are CRLF here
class HeaderProtectionCostTest {
  /** Far more than it takes; without care it takes minutes or days. */
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  private static final String OUTER = "From: alice@example.org\r\nSubject: [...]\r\n";
  private static final String INNER =
      "From: alice@example.org\r\nSubject: The real one\r\nHP-Outer: From: alice@example.org\r\n"
          + "HP-Outer: Subject: [...]\r\n";

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  private Sealing.Opened open(String payload) {
    byte[] mail = Payloads.encrypted(OUTER, payload, bob);
    return assertTimeoutPreemptively(ENOUGH, () -> Sealing.open(mail, bob));
  }

  @Test
  void aFieldThatIsThereThousandsOfTimesIsReadOnce() {
    String inside = "Comments: =?utf-8?q?a?= b\r\n".repeat(2400);
    String outside = "HP-Outer: Comments: =?utf-8?q?a?= c\r\n".repeat(2400);
    String payload =
        inside + outside + INNER + "Content-Type: text/plain; hp=\"cipher\"\r\n\r\nx\r\n";
    assertThat(Payloads.field(open(payload).verdict(), "Comments").outside())
        .isEqualTo(Outside.CHANGED);
  }

  @Test
  void aTextOfTagsThatNeverEndIsSearchedOnce() {
    String text = "<body ".repeat(500_000);
    String payload =
        INNER + "Content-Type: text/html; hp=\"cipher\"; hp-legacy-display=\"1\"\r\n\r\n" + text;
    assertThat(Sealing.text(open(payload).message())).endsWith(text);
  }
}
