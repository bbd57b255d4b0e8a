package org.sealgate.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Warms everybody up, checks everybody, and gives everybody turns: A B C, A B C. */
final class Runner {
  private final Field field;
  private final Checks checks;
  private final Plan plan;
  private final Results results = new Results();

  Runner(Field field, Material material, Plan plan) {
    this.field = field;
    this.checks = new Checks(field, material);
    this.plan = plan;
  }

  Results run() throws IOException {
    for (Cell cell : plan.cells()) {
      if (cell.operation().maker().isPresent()) {
        checks.makeInput(cell);
      }
    }
    warmUp();
    // Small messages last: what the compilers of Java still have to do shows most in them.
    for (Cell cell : plan.cells().reversed()) {
      measure(cell);
    }
    if (Runtime.getRuntime().availableProcessors() > 1) {
      twoThreads();
    }
    return results;
  }

  /** The compilers of Java get their time beforehand: each contestant by itself, two at once. */
  private void warmUp() throws IOException {
    List<Cell> cells =
        plan.cells().stream()
            .filter(cell -> !cell.size().equals("10m") && cell.key().equals("rsa2048"))
            .toList();
    List<Callable<Integer>> each = new ArrayList<>();
    for (String name : field.participants().keySet()) {
      if (!Contestants.isNative(name)) {
        each.add(() -> warmUp(name, cells));
      }
    }
    say("warming up");
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> done : two.invokeAll(each)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IOException("warming up failed: " + e.getCause(), e);
    }
  }

  private int warmUp(String name, List<Cell> cells) throws IOException {
    for (Cell cell : cells) {
      spend(name, cell, plan.warmUp(name, cell));
    }
    return cells.size();
  }

  private void measure(Cell cell) throws IOException {
    say(cell.label());
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, List<Measurement.Turn>> turns = new LinkedHashMap<>();
    for (String name : field.participants().keySet()) {
      if (plan.includes(name, cell) && checks.passes(name, cell)) {
        counts.put(name, spend(name, cell, plan.turn().multipliedBy(2)));
        turns.put(name, new ArrayList<>());
      }
    }
    for (int round = 0; round < plan.rounds(); round++) {
      for (Map.Entry<String, Integer> each : counts.entrySet()) {
        turn(each.getKey(), cell, each.getValue())
            .ifPresent(cost ->
                turns
                    .getOrDefault(each.getKey(), List.of())
                    .add(new Measurement.Turn(each.getValue(), cost)));
      }
    }
    turns.forEach((name, all) -> results.add(Measurement.of(cell, name, all)));
  }

  /**
   * Lets a contestant work for a while.
   *
   * @return how many operations make a turn
   */
  private int spend(String name, Cell cell, Duration duration) throws IOException {
    long left = duration.toNanos();
    int count = 1;
    Participant participant = field.participant(name);
    while (true) {
      Optional<Participant.Cost> cost =
          participant.run(Field.style(name), cell, checks.input(cell), count, "-");
      if (cost.isEmpty()) {
        return 0;
      }
      long wall = Math.max(1, cost.get().wallNanos());
      left -= wall;
      long fits = Math.max(1, plan.turn().toNanos() * count / wall);
      count = (int) Math.min(fits, 8L * count);
      if (left <= 0) {
        return (int) Math.min(fits, 1_000_000);
      }
    }
  }

  private Optional<Participant.Cost> turn(String name, Cell cell, int count) throws IOException {
    Participant participant = field.participant(name);
    Optional<Participant> clock = field.clock();
    String input = checks.input(cell);
    if (Contestants.isNative(name) || clock.isEmpty()) {
      return participant.run(Field.style(name), cell, input, count, "-");
    }
    // Java counts its processor time in hundredths of a second, the system in nanoseconds.
    long before = clock.get().cpuOf(participant.pid());
    Optional<Participant.Cost> cost = participant.run(Field.style(name), cell, input, count, "-");
    long cpu = clock.get().cpuOf(participant.pid()) - before;
    return cost.map(known -> new Participant.Cost(cpu, known.wallNanos(), known.allocated()));
  }

  /** One thread against two, both by the clock on the wall, in turns. */
  private void twoThreads() throws IOException {
    Cell cell = new Cell(Operation.DECRYPT_VERIFY, "100k", "rsa2048", 1);
    if (!plan.cells().contains(cell) || field.named(Contestants.SEALGATE).isEmpty()) {
      return;
    }
    say("two threads");
    Participant ours = field.participant(Contestants.SEALGATE);
    int count = 4 * spend(Contestants.SEALGATE, cell, plan.turn());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < plan.rounds() + 2; round++) {
      long one = ours.run("1", cell, checks.input(cell), count, "-").orElseThrow().wallNanos();
      long two = ours.run("2", cell, checks.input(cell), count, "-").orElseThrow().wallNanos();
      ratios.add(2.0 * one / two);
    }
    ratios.sort(null);
    results.add(new Goal("two threads over one", ratios.get(ratios.size() / 2), 1.9, true));
  }

  private static void say(String what) {
    System.err.println(what);
  }
}
