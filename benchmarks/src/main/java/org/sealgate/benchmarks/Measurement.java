package org.sealgate.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a contestant reached in a cell: medians over the rounds.
 *
 * @param opsPerCpuSecond operations for each second of processor time of the whole process
 * @param opsPerSecond operations for each second on the wall
 * @param allocatedBytes octets allocated for each operation; 0 where nobody counts
 */
record Measurement(
    Cell cell,
    String contestant,
    double opsPerCpuSecond,
    double opsPerSecond,
    long allocatedBytes) {

  /** One turn: so many operations at this cost. */
  record Turn(int count, Participant.Cost cost) {}

  static Measurement of(Cell cell, String contestant, List<Turn> turns) {
    return new Measurement(
        cell,
        contestant,
        median(turns, turn -> 1e9 * turn.count() / Math.max(1, turn.cost().cpuNanos())),
        median(turns, turn -> 1e9 * turn.count() / Math.max(1, turn.cost().wallNanos())),
        Math.round(median(turns, turn -> turn.cost().allocated())));
  }

  private static double median(List<Turn> turns, ToDoubleFunction<Turn> value) {
    double[] sorted = turns.stream().mapToDouble(value).sorted().toArray();
    return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
        .average()
        .orElseThrow();
  }
}
