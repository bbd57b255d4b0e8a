package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Questions questions = new Questions(now::get);

  @Test
  void oneIsAskedAtOnceAndTheNextATenthOfASecondLater() {
    assertThat(questions.mayAsk()).isTrue();
    assertThat(questions.mayAsk()).isFalse();
    later(Duration.ofMillis(99));
    assertThat(questions.mayAsk()).isFalse();
    later(Duration.ofMillis(1));
    assertThat(questions.mayAsk()).isTrue();
    assertThat(questions.mayAsk()).isFalse();
  }

  @Test
  void whoDoesNotAnswerIsLeftAloneForTenSeconds() {
    assertThat(questions.mayAsk()).isTrue();
    questions.unanswered();
    later(Duration.ofMillis(9_999));
    assertThat(questions.mayAsk()).isFalse();
    later(Duration.ofMillis(1));
    assertThat(questions.mayAsk()).isTrue();
  }

  private void later(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
