package org.sealgate.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table and the goals, for a terminal. */
final class TextReport {
  private static final String LINE = "%-32s %10s %9s %6s %8s %8s %8s %8s %8s %9s%n";

  private final Results results;
  private final List<Goal> goals;

  TextReport(Results results, List<Goal> goals) {
    this.results = results;
    this.goals = List.copyOf(goals);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("Operations per CPU second, and ours over the others'\n");
    text.append(
        String.format(
            LINE,
            "",
            "sealgate",
            ":libcrypt",
            "goal",
            ":tuned",
            ":BC",
            ":s-j-m",
            ":floor",
            "jdk:BC",
            "kB alloc"));
    for (Cell cell : results.cells()) {
      text.append(line(cell));
    }
    text.append('\n');
    long met = goals.stream().filter(Goal::met).count();
    text.append(met).append(" of ").append(goals.size()).append(" goals met; missed:\n");
    for (Goal goal : goals) {
      if (!goal.met()) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-62s %8.2f  goal %6.2f  %s%n",
                goal.what(),
                goal.reached(),
                goal.bound(),
                goal.verdict()));
      }
    }
    return text.toString();
  }

  private String line(Cell cell) {
    double goal = Goals.overLibcrypto(cell);
    return String.format(
        Locale.ROOT,
        LINE,
        cell.label(),
        number(results.speed(cell, Contestants.SEALGATE), "%.1f"),
        ratio(cell, Contestants.LIBCRYPTO),
        goal == 0 ? "" : String.valueOf(goal),
        ratio(cell, Contestants.LIBCRYPTO_TUNED),
        ratio(cell, Contestants.BOUNCY_CASTLE),
        ratio(cell, Contestants.SIMPLE_JAVA_MAIL),
        ratio(cell, Contestants.FLOOR),
        number(results.ratio(cell, Contestants.SEALGATE_JDK, Contestants.BOUNCY_CASTLE), "%.2f"),
        number(results.allocated(cell, Contestants.SEALGATE), 1_024));
  }

  private String ratio(Cell cell, String other) {
    return number(results.ratio(cell, Contestants.SEALGATE, other), "%.2f");
  }

  static String number(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }

  private static String number(OptionalDouble value, double unit) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.0f", value.getAsDouble() / unit) : "-";
  }
}
