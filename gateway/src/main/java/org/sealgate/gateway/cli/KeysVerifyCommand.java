package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyCondition;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.KeyVerification;
import org.sealgate.gateway.jobs.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate keys verify}. */
@Command(
    name = "verify",
    description = {
      "Open every private key of the archive once and compare it with its certificate, on all"
          + " processors. Exit code 1 where one does not open; run it after a restore, and now and"
          + " then."
    })
final class KeysVerifyCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  KeysVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "verify the keys of the archive";
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      return verify(KeysCommand.archive(sealgate));
    }
  }

  private int verify(KeyArchive archive) throws IOException {
    Map<KeyCondition.State, Integer> counts = new EnumMap<>(KeyCondition.State.class);
    Map<String, String> broken = new LinkedHashMap<>();
    Progress progress = new Progress(terminal.err(), terminal.progress(), "keys");
    new KeyVerification(archive, Runtime.getRuntime().availableProcessors())
        .run(
            progress,
            (id, condition) -> {
              counts.merge(condition.state(), 1, Integer::sum);
              if (condition.state() == KeyCondition.State.BROKEN) {
                broken.put(id, condition.detail());
              }
            });
    if (json) {
      Json.write(tree(counts, broken), terminal.out());
    } else {
      KeysCommand.write(terminal, text(counts, broken));
    }
    return broken.isEmpty() ? 0 : 1;
  }

  private static ObjectNode tree(
      Map<KeyCondition.State, Integer> counts, Map<String, String> broken) {
    ObjectNode object = Json.object();
    for (KeyCondition.State state : KeyCondition.State.values()) {
      object.put(VerdictTree.word(state), counts.getOrDefault(state, 0));
    }
    ArrayNode rows = object.putArray("brokenKeys");
    broken.forEach((id, why) -> rows.addObject().put("id", id).put("reason", why));
    return object;
  }

  private static String text(Map<KeyCondition.State, Integer> counts, Map<String, String> broken) {
    StringBuilder text = new StringBuilder();
    broken.forEach((id, why) ->
        text.append("BROKEN  ").append(id).append("  ").append(Line.of(why)).append('\n'));
    List<String> parts =
        counts.entrySet().stream()
            .map(each -> each.getValue() + " " + VerdictTree.word(each.getKey()))
            .toList();
    return text.append(parts.isEmpty() ? "no keys" : String.join(", ", parts))
        .append('\n')
        .toString();
  }
}
