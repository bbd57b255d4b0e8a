package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.gateway.conformance.Conformance;
import org.sealgate.gateway.conformance.ConformanceTable;
import org.sealgate.gateway.conformance.RowResult;
import org.sealgate.gateway.jobs.AtomicFile;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.gateway.jobs.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate conformance}: foreign mail, certificates and key files with known outcomes. */
@Command(
    name = "conformance",
    description = {
      "Run every row of DIR/MANIFEST.tsv and compare what comes out with what it expects.",
      "Exit code 1 where a row failed that is not optional."
    })
final class ConformanceCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(names = "--json", description = "All rows as one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--only", paramLabel = "CORPUS", description = "Rows of this corpus alone.")
  private String corpus = "";

  @Option(names = "--operation", paramLabel = "OP", description = "Rows of this operation alone.")
  private String operation = "";

  @Option(names = "--report", paramLabel = "FILE", description = "Write the page of the table.")
  private String report = "";

  @Parameters(paramLabel = "DIR", description = "A folder with a MANIFEST.tsv.")
  private String folder = "";

  ConformanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "run the manifest of " + folder;
  }

  @Override
  public Integer call() throws IOException {
    Conformance conformance = new Conformance(terminal.resolve(folder));
    Progress progress = new Progress(terminal.err(), terminal.progress());
    List<RowResult> results =
        conformance.run(new Conformance.Selection(corpus, operation), progress::step);
    progress.finish();
    ConformanceTable table = new ConformanceTable(results);
    if (json) {
      Json.write(tree(results), terminal.out());
    } else {
      terminal.out().write(text(table, results).getBytes(StandardCharsets.UTF_8));
    }
    if (!report.isEmpty()) {
      write(table.page());
    }
    return results.stream().anyMatch(ConformanceCommand::bad) ? 1 : 0;
  }

  private static boolean bad(RowResult result) {
    return result.outcome() == RowResult.Outcome.FAILED && !result.optional();
  }

  private static String text(ConformanceTable table, List<RowResult> results) {
    StringBuilder text = new StringBuilder();
    for (RowResult row : results) {
      if (row.outcome() != RowResult.Outcome.PASSED) {
        text.append(
            "%-8s %s %s: %s%n"
                .formatted(
                    row.outcome().word(), row.operation(), row.path(), Line.of(row.reason())));
      }
    }
    return text.append(text.isEmpty() ? "" : "\n").append(table.text()).toString();
  }

  private static ObjectNode tree(List<RowResult> results) {
    ObjectNode object = Json.object();
    ArrayNode rows = object.putArray("rows");
    for (RowResult row : results) {
      rows.addObject()
          .put("corpus", row.corpus())
          .put("path", row.path())
          .put("operation", row.operation())
          .put("expected", row.expected())
          .put("found", row.found())
          .put("outcome", row.outcome().word())
          .put("optional", row.optional())
          .put("reason", row.reason());
    }
    return object;
  }

  private void write(String page) throws IOException {
    try (AtomicFile file = AtomicFile.create(terminal.resolve(report), Readers.EVERYBODY)) {
      file.stream().write(page.getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
  }
}
