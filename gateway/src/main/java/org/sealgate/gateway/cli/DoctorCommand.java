package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.gateway.cli.Diagnosis.Check;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate doctor}: what works here and what does not. */
@Command(
    name = "doctor",
    description = {
      "The machine, the providers, the configuration: what works and what does not.",
      "Exit code 1 where something does not work."
    })
final class DoctorCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "examine this machine";
  }

  @Override
  public Integer call() throws IOException {
    List<Check> checks = new Diagnosis(terminal, config).checks();
    if (json) {
      Json.write(tree(checks), terminal.out());
    } else {
      terminal.out().write(text(checks).getBytes(StandardCharsets.UTF_8));
    }
    return checks.stream().anyMatch(check -> check.health() == Diagnosis.Health.BROKEN) ? 1 : 0;
  }

  private static ObjectNode tree(List<Check> checks) {
    ObjectNode object = Json.object();
    object.put("version", RootCommand.Version.of());
    ArrayNode rows = object.putArray("checks");
    for (Check check : checks) {
      rows.addObject()
          .put("topic", check.topic())
          .put("name", check.name())
          .put("status", check.health().word())
          .put("found", check.found());
    }
    return object;
  }

  private static String text(List<Check> checks) {
    StringBuilder text = new StringBuilder("Sealgate " + RootCommand.Version.of() + "\n");
    String topic = "";
    for (Check check : checks) {
      if (!check.topic().equals(topic)) {
        topic = check.topic();
        text.append('\n').append(topic).append('\n');
      }
      text.append(
          "  %-7s %-30s %s%n".formatted(check.health().word(), check.name(), check.found()));
    }
    return text.toString();
  }
}
