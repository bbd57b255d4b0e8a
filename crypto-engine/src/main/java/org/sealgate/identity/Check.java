package org.sealgate.identity;

/**
 * One line of an import report.
 *
 * @param name what was looked at, a stable word: {@code certificate}, {@code key}, {@code chain}
 * @param outcome what came of it
 * @param detail one line for people
 */
public record Check(String name, Outcome outcome, String detail) {
  /** How a check went. */
  public enum Outcome {
    /** As it should be. */
    GOOD,
    /** Usable, but somebody should know. */
    WARNING,
    /** Not usable as it is. */
    BAD,
    /** Not looked at: the detail says what was missing. */
    SKIPPED
  }

  /** The check with the outcome GOOD. */
  public static Check good(String name, String detail) {
    return new Check(name, Outcome.GOOD, detail);
  }

  /** The check with the outcome WARNING. */
  public static Check warning(String name, String detail) {
    return new Check(name, Outcome.WARNING, detail);
  }

  /** The check with the outcome BAD. */
  public static Check bad(String name, String detail) {
    return new Check(name, Outcome.BAD, detail);
  }

  /** The check with the outcome SKIPPED. */
  public static Check skipped(String name, String detail) {
    return new Check(name, Outcome.SKIPPED, detail);
  }

  @Override
  public String toString() {
    String mark =
        switch (outcome) {
          case GOOD -> "ok  ";
          case WARNING -> "note";
          case BAD -> "BAD ";
          case SKIPPED -> "--  ";
        };
    return "%s  %-12s %s".formatted(mark, name, detail);
  }
}
