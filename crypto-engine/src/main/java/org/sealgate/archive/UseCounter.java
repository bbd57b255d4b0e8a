package org.sealgate.archive;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts look-ups per key and day in memory, for the audit to write down now and then. */
final class UseCounter {
  private final Clock clock;
  private final Map<KeyAndDay, LongAdder> counts = new ConcurrentHashMap<>();

  UseCounter(Clock clock) {
    this.clock = clock;
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
