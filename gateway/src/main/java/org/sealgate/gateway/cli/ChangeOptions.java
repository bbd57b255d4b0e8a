package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that change entries of the archive have in common. */
final class ChangeOptions {
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the audit of the archive.")
  private String reason = "";

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  /** The reason, with who gave it. */
  String reason() {
    return reason + " (" + System.getProperty("user.name", "somebody") + ")";
  }

  /** Changes entries of the configured archive, and shows how they stand then. */
  int change(Terminal terminal, Function<KeyArchive, List<ArchivedIdentity>> change)
      throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      List<ArchivedIdentity> changed = change.apply(KeysCommand.archive(sealgate));
      if (json) {
        var object = Json.object();
        ArrayNode rows = object.putArray("identities");
        changed.forEach(entry -> KeysCommand.into(rows.addObject(), entry));
        Json.write(object, terminal.out());
        return 0;
      }
      for (ArchivedIdentity entry : changed) {
        KeysCommand.write(terminal, KeysCommand.line(entry));
      }
      return 0;
    }
  }
}
