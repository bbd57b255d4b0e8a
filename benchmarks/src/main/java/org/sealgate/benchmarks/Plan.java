package org.sealgate.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How long everything takes.
 *
 * @param rounds how often each contestant has its turn
 * @param turn how long a turn is
 * @param warmUp what a contestant in Java gets for each operation before anything is measured;
 *     three times as much for the smallest messages, of which the compiler wants to see ten
 *     thousand
 * @param peerWarmUp the same for Bouncy Castle, which takes longest to become steady
 * @param everywhere false where slow peers are left out beyond 100 KiB
 * @param streamed the size of the message that is streamed
 * @param cells what is measured
 */
record Plan(
    int rounds,
    Duration turn,
    Duration warmUp,
    Duration peerWarmUp,
    boolean everywhere,
    long streamed,
    List<Cell> cells) {
  static final Plan QUICK =
      new Plan(
          3,
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofMillis(600),
          false,
          64L << 20,
          Cell.all());

  static final Plan FULL =
      new Plan(
          5,
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          true,
          1L << 30,
          Cell.all());

  Plan {
    cells = List.copyOf(cells);
  }

  /** The same on those cells only whose label has one of these words, divided by commas, in it. */
  Plan only(String words) {
    List<Cell> some =
        cells.stream()
            .filter(cell -> List.of(words.split(",", -1)).stream().anyMatch(cell.label()::contains))
            .toList();
    return new Plan(rounds, turn, warmUp, peerWarmUp, everywhere, streamed, some);
  }

  int mostRecipients() {
    return cells.stream().mapToInt(Cell::recipients).max().orElse(1);
  }

  Duration warmUp(String contestant, Cell cell) {
    Duration each = peer(contestant) ? peerWarmUp : warmUp;
    return cell.size().equals("4k") && !peer(contestant) ? each.multipliedBy(3) : each;
  }

  private static boolean peer(String contestant) {
    return contestant.equals(Contestants.BOUNCY_CASTLE)
        || contestant.equals(Contestants.SIMPLE_JAVA_MAIL);
  }

  boolean includes(String contestant, Cell cell) {
    boolean slow = contestant.equals(Contestants.SIMPLE_JAVA_MAIL);
    return !slow || everywhere || cell.size().equals("100k");
  }
}
