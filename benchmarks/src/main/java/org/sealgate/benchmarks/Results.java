package org.sealgate.benchmarks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** All measurements of a run. */
final class Results {
  private final List<Measurement> all = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();

  void add(Measurement measurement) {
    all.add(measurement);
  }

  void add(List<Measurement> measurements) {
    all.addAll(measurements);
  }

  List<Measurement> all() {
    return List.copyOf(all);
  }

  /** What was measured, in the order of the table. */
  Set<Cell> cells() {
    Set<Cell> measured = new HashSet<>();
    for (Measurement each : all) {
      if (!each.contestant().equals(Contestants.OPENSSL_SPEED)) {
        measured.add(each.cell());
      }
    }
    Set<Cell> cells = new LinkedHashSet<>(Cell.all());
    cells.retainAll(measured);
    return cells;
  }

  /** Operations per CPU second. */
  OptionalDouble speed(Cell cell, String contestant) {
    return all.stream()
        .filter(each -> each.cell().equals(cell) && each.contestant().equals(contestant))
        .mapToDouble(Measurement::opsPerCpuSecond)
        .findFirst();
  }

  OptionalDouble allocated(Cell cell, String contestant) {
    return all.stream()
        .filter(each -> each.cell().equals(cell) && each.contestant().equals(contestant))
        .mapToDouble(Measurement::allocatedBytes)
        .findFirst();
  }

  OptionalDouble ratio(Cell cell, String one, String other) {
    OptionalDouble above = speed(cell, one);
    OptionalDouble below = speed(cell, other);
    return above.isPresent() && below.isPresent()
        ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Goals that are measured by themselves, and not read off the table. */
  List<Goal> goals() {
    return List.copyOf(goals);
  }

  void add(Goal goal) {
    goals.add(goal);
  }
}
