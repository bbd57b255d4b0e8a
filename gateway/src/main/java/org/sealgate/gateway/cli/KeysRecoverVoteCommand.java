package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.archive.Recovery;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys recover vote}. */
@Command(
    name = "vote",
    description = "Hand in a custodian's answer. What does not count is refused and audited.")
final class KeysRecoverVoteCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Parameters(index = "0", paramLabel = "ID", description = "Of which request.")
  private String id = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The answers.")
  private List<String> files = List.of();

  KeysRecoverVoteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "hand in an answer to request " + id;
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      Recovery recovery = KeysCommand.archive(sealgate).recovery();
      for (String file : files) {
        Recovery.Standing standing = recovery.vote(id, RecoveryFiles.small(terminal, file));
        KeysCommand.write(terminal, KeysRecoverListCommand.line(standing));
      }
    }
    return 0;
  }
}
