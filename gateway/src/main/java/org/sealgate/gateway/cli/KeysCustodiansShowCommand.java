package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.config.Sealgate;
import org.sealgate.quorum.Quorum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate keys custodians show}. */
@Command(name = "show", description = "Show who the custodians are; exit code 1 without any.")
final class KeysCustodiansShowCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  KeysCustodiansShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "show the custodians";
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      Optional<Quorum> quorum = KeysCommand.archive(sealgate).recovery().quorum();
      if (json) {
        Json.write(quorum.map(KeysCustodiansCommand::tree).orElseGet(Json::object), terminal.out());
      } else {
        KeysCommand.write(
            terminal, quorum.map(KeysCustodiansCommand::text).orElse("no custodians\n"));
      }
      return quorum.isPresent() ? 0 : 1;
    }
  }
}
