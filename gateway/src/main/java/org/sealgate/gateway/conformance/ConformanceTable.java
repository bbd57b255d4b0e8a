package org.sealgate.gateway.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.sealgate.gateway.conformance.RowResult.Outcome;

/** Results counted by corpus and operation, as text and as the page of the documentation. */
public final class ConformanceTable {
  private final List<RowResult> results;

  public ConformanceTable(List<RowResult> results) {
    this.results = List.copyOf(results);
  }

  /** How many rows of a group there are, by what came of them. */
  private static final class Count {
    private int passed;
    private int failed;
    private int skipped;
    private int optional;

    void add(RowResult result) {
      if (result.outcome() != Outcome.PASSED && result.optional()) {
        optional++;
        return;
      }
      switch (result.outcome()) {
        case PASSED -> passed++;
        case FAILED -> failed++;
        case SKIPPED -> skipped++;
      }
    }
  }

  private Map<String, Count> counts(Function<RowResult, String> group) {
    Map<String, Count> counts = new TreeMap<>();
    results.forEach(
        result -> counts.computeIfAbsent(group.apply(result), any -> new Count()).add(result));
    return counts;
  }

  /** The table for a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-24s %-16s %7s %7s %8s %9s%n"
            .formatted("corpus", "operation", "passed", "failed", "skipped", "optional"));
    counts(result -> "%-24s %-16s".formatted(result.corpus(), result.operation()))
        .forEach((name, count) -> text.append(line(name, count)));
    text.append(line("%-24s %-16s".formatted("all", ""), total()));
    return text.toString();
  }

  private Count total() {
    return counts(result -> "").getOrDefault("", new Count());
  }

  private static String line(String name, Count count) {
    return "%s %7d %7d %8d %9d%n"
        .formatted(name, count.passed, count.failed, count.skipped, count.optional);
  }

  /** The page {@code docs/conformance.md}: the table, then every row that did not pass. */
  public String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Conformance\n\n");
    page.append("Made by `./sealgate conformance DIR --report docs/conformance.md`. ");
    page.append("Optional rows that did not pass count apart. ");
    page.append("Where a row failed and the standard is on our side, the clause is named.\n\n");
    page.append("| corpus | operation | passed | failed | skipped | optional |\n");
    page.append("|---|---|---|---|---|---|\n");
    counts(result -> result.corpus() + " | " + result.operation())
        .forEach((name, count) -> page.append(row(name, count)));
    page.append(row("**all** | ", total()));
    section(page, "Failed", Outcome.FAILED);
    section(page, "Skipped", Outcome.SKIPPED);
    return page.toString();
  }

  private static String row(String name, Count count) {
    return "| %s | %d | %d | %d | %d |\n"
        .formatted(name, count.passed, count.failed, count.skipped, count.optional);
  }

  private void section(StringBuilder page, String title, Outcome outcome) {
    List<RowResult> rows = results.stream().filter(each -> each.outcome() == outcome).toList();
    page.append("\n## ").append(title).append(" (").append(rows.size()).append(")\n\n");
    rows.forEach(row -> page.append(item(row)));
  }

  private static String item(RowResult row) {
    return "- `%s` %s%s: %s%s\n"
        .formatted(
            row.path(),
            row.operation(),
            row.optional() ? " (optional)" : "",
            row.reason().replaceAll("\\s+", " ").strip(),
            Disagreements.known().of(row).map(why -> ". " + why).orElse(""));
  }
}
