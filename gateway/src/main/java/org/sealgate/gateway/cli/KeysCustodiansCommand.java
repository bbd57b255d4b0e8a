package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.quorum.Custodian;
import org.sealgate.quorum.Quorum;
import picocli.CommandLine.Command;

/** {@code sealgate keys custodians}: who has to agree before a key is recovered. */
@Command(
    name = "custodians",
    description = {
      "The custodians: M of N of them have to approve before a key is recovered or exported.",
      "Without custodians the archive works on its master key alone."
    },
    synopsisSubcommandLabel = "COMMAND")
final class KeysCustodiansCommand {
  /** Reads custodians, each from a file with his certificates. */
  static List<Custodian> read(KeyFiles files, List<String> names) throws IOException {
    List<Custodian> custodians = new ArrayList<>();
    for (String name : names) {
      custodians.add(Custodian.of(files.certificates(name)));
    }
    return custodians;
  }

  /** The quorum for people. */
  static String text(Quorum quorum) {
    StringBuilder text = new StringBuilder();
    text.append("%d of %d custodians%n".formatted(quorum.threshold(), quorum.seats().size()));
    for (Quorum.Seat seat : quorum.seats()) {
      text.append("  ").append(Line.of(seat.custodian().name())).append('\n');
    }
    if (quorum.threshold() == quorum.seats().size()) {
      text.append("all of them are needed: if one is lost, what is in escrow is lost for ever\n");
    }
    return text.append("recovery key ").append(quorum.key().fingerprint()).append('\n').toString();
  }

  /** The quorum for scripts. */
  static ObjectNode tree(Quorum quorum) {
    ObjectNode object = Json.object();
    object.put("threshold", quorum.threshold()).put("recoveryKey", quorum.key().fingerprint());
    ArrayNode rows = object.putArray("custodians");
    for (Quorum.Seat seat : quorum.seats()) {
      ObjectNode row = rows.addObject().put("name", seat.custodian().name());
      VerdictTree.certificate(row.putObject("encryption"), seat.custodian().encryption());
      VerdictTree.certificate(row.putObject("signing"), seat.custodian().signing());
    }
    return object;
  }
}
