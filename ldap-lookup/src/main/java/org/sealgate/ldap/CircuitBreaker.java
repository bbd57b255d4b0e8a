package org.sealgate.ldap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a directory failed, so that the next mails do not each wait for the time-out.
 * After a pause one caller may try; the others are told the old reason until it has. Thread-safe.
 */
final class CircuitBreaker {
  private record Failure(String reason, Instant until) {}

  private final Clock clock;
  private final Duration pause;
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

  CircuitBreaker(Clock clock, Duration pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Why not to ask now; empty where the caller may, and after a pause should, ask. */
  Optional<String> refusal() {
    Failure last = failure.get();
    if (last == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    boolean probe = !now.isBefore(last.until());
    if (probe && failure.compareAndSet(last, opened(last.reason(), now))) {
      return Optional.empty();
    }
    return Optional.of(last.reason());
  }

  void failed(String reason) {
    failure.set(opened(reason, clock.instant()));
  }

  void succeeded() {
    failure.set(null);
  }

  private Failure opened(String reason, Instant now) {
    return new Failure(reason, now.plus(pause));
  }
}
