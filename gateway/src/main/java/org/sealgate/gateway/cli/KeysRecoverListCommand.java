package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.archive.Recovery;
import org.sealgate.config.Sealgate;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.quorum.Vote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate keys recover list}. */
@Command(name = "list", description = "List the requests and how they stand, newest first.")
final class KeysRecoverListCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  KeysRecoverListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "list the requests";
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      List<Recovery.Standing> all = KeysCommand.archive(sealgate).recovery().requests();
      if (json) {
        ObjectNode object = Json.object();
        ArrayNode rows = object.putArray("requests");
        all.forEach(standing -> into(rows.addObject(), standing));
        Json.write(object, terminal.out());
        return 0;
      }
      for (Recovery.Standing standing : all) {
        KeysCommand.write(terminal, line(standing));
      }
    }
    return 0;
  }

  private static void into(ObjectNode row, Recovery.Standing standing) {
    RecoveryRequest request = standing.request();
    row.put("id", request.id())
        .put("state", VerdictTree.word(standing.state()))
        .put("for", request.ask().outcome().toString())
        .put("by", request.ask().by())
        .put("reason", request.ask().reason())
        .put("created", request.created().toString())
        .put("expires", request.expires().toString())
        .put("needed", request.quorum().threshold());
    request.ask().identities().forEach(row.putArray("identities")::add);
    ArrayNode votes = row.putArray("votes");
    for (Vote vote : standing.votes()) {
      votes.addObject().put("custodian", vote.custodian().name()).put("approves", vote.approves());
    }
  }

  /** A request in one line. */
  static String line(Recovery.Standing standing) {
    RecoveryRequest request = standing.request();
    return "%s  %-9s  %d of %d approve  %-10s  until %s  %s: %s%n"
        .formatted(
            request.id(),
            VerdictTree.word(standing.state()),
            standing.approvals(),
            request.quorum().threshold(),
            request.ask().outcome(),
            request.expires().toString().substring(0, 10),
            Line.of(request.ask().by()),
            Line.of(request.ask().reason()));
  }
}
