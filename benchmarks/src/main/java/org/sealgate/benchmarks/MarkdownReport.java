package org.sealgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The same as {@link TextReport}, for the documentation. */
final class MarkdownReport {
  private static final String BEGIN = "<!-- measured: made by benchmarks/run -->\n";
  private static final String END = "<!-- end of what benchmarks/run made -->\n";

  private final Results results;
  private final List<Goal> goals;

  MarkdownReport(Results results, List<Goal> goals) {
    this.results = results;
    this.goals = List.copyOf(goals);
  }

  /** Writes a file, or in a page that has the marks only what stands between them. */
  void into(Path page) throws IOException {
    String before = Files.exists(page) ? Files.readString(page) : "";
    int from = before.indexOf(BEGIN);
    int to = before.indexOf(END);
    boolean marked = from >= 0 && to > from;
    Files.writeString(
        page,
        marked ? before.substring(0, from) + BEGIN + "\n" + text() + before.substring(to) : text());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("| | sealgate | : libcrypto | goal | : tuned | : Bouncy Castle |");
    text.append(
        " : simple-java-mail | : floor | without native : Bouncy Castle | kB allocated |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|\n");
    results.cells().forEach(cell -> text.append(line(cell)));
    text.append("\n| goal | reached | asked | |\n|---|---|---|---|\n");
    for (Goal goal : goals) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %s %.2f | %s |%n",
              goal.what(),
              goal.reached(),
              goal.atLeast() ? "≥" : "≤",
              goal.bound(),
              goal.met() ? "met" : "**" + goal.verdict() + "**"));
    }
    return text.toString();
  }

  private String line(Cell cell) {
    double goal = Goals.overLibcrypto(cell);
    OptionalDouble ours = results.ratio(cell, Contestants.SEALGATE, Contestants.LIBCRYPTO);
    boolean missed = ours.isPresent() && ours.getAsDouble() < goal;
    String bold = missed ? "**" : "";
    return String.join(
            " | ",
            "| " + cell.label(),
            TextReport.number(results.speed(cell, Contestants.SEALGATE), "%,.0f"),
            bold + TextReport.number(ours, "%.2f") + bold,
            goal == 0 ? "" : String.valueOf(goal),
            ratio(cell, Contestants.LIBCRYPTO_TUNED),
            ratio(cell, Contestants.BOUNCY_CASTLE),
            ratio(cell, Contestants.SIMPLE_JAVA_MAIL),
            ratio(cell, Contestants.FLOOR),
            TextReport.number(
                results.ratio(cell, Contestants.SEALGATE_JDK, Contestants.BOUNCY_CASTLE), "%.1f"),
            kilobytes(cell))
        + " |\n";
  }

  private String kilobytes(Cell cell) {
    OptionalDouble octets = results.allocated(cell, Contestants.SEALGATE);
    return octets.isPresent()
        ? String.format(Locale.ROOT, "%,.0f", octets.getAsDouble() / 1_024)
        : "-";
  }

  private String ratio(Cell cell, String other) {
    return TextReport.number(results.ratio(cell, Contestants.SEALGATE, other), "%.2f");
  }
}
