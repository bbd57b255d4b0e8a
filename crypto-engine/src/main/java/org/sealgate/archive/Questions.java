package org.sealgate.archive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * When a database may be asked for what nobody has told: ten times a second, by one thread for all;
 * after it did not answer, not for ten seconds. Mail names many strangers, and must not wait for
 * each of them.
 */
final class Questions {
  private static final long BETWEEN = Duration.ofMillis(100).toNanos();
  private static final long AFTER_SILENCE = Duration.ofSeconds(10).toNanos();

  private final LongSupplier ticker;
  private final AtomicLong from;

  /** Counts time in nanoseconds; the first question may be asked at once. */
  Questions(LongSupplier ticker) {
    this.ticker = ticker;
    this.from = new AtomicLong(ticker.getAsLong());
  }

  /** True for one caller where it is time. */
  boolean mayAsk() {
    long now = ticker.getAsLong();
    long due = from.get();
    return now - due >= 0 && from.compareAndSet(due, now + BETWEEN);
  }

  /** There was no answer. */
  void unanswered() {
    from.set(ticker.getAsLong() + AFTER_SILENCE);
  }
}
