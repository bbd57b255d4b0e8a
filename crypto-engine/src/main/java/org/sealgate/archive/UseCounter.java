package org.sealgate.archive;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts look-ups per key and day in memory, for the audit to write down now and then. */
final class UseCounter {
  private static final long PERIOD_MILLIS = 60_000;

  private final Clock clock;
  private final AtomicLong written;
  private final Map<KeyAndDay, LongAdder> counts = new ConcurrentHashMap<>();

  UseCounter(Clock clock) {
    this.clock = clock;
    this.written = new AtomicLong(clock.millis());
  }

  private record KeyAndDay(String id, LocalDate day) {}

  /**
   * How often a key was asked for.
   *
   * @param id the identity
   * @param day the day, in UTC
   * @param times how often, since it was last written down
   */
  record Uses(String id, LocalDate day, long times) {
    @Override
    public String toString() {
      return times + " on " + day;
    }
  }

  void count(String id) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    counts.computeIfAbsent(new KeyAndDay(id, today), key -> new LongAdder()).increment();
  }

  /** True once a minute, for one caller, where something was counted. */
  boolean isDue() {
    long now = clock.millis();
    long before = written.get();
    return now - before >= PERIOD_MILLIS && written.compareAndSet(before, now);
  }

  /** Counts again what could not be written down. */
  void giveBack(List<Uses> uses) {
    for (Uses use : uses) {
      counts.computeIfAbsent(new KeyAndDay(use.id, use.day), key -> new LongAdder()).add(use.times);
    }
  }

  /** What was counted since the last time. */
  List<Uses> take() {
    List<Uses> taken = new ArrayList<>();
    for (KeyAndDay key : List.copyOf(counts.keySet())) {
      LongAdder counted = counts.remove(key);
      if (counted != null) {
        taken.add(new Uses(key.id, key.day, counted.sum()));
      }
    }
    return taken;
  }
}
