package org.sealgate.gateway.cli;

import java.util.concurrent.Callable;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys recover cancel}. */
@Command(name = "cancel", description = "Take a request back.")
final class KeysRecoverCancelCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Parameters(paramLabel = "ID", description = "Which request.")
  private String id = "";

  KeysRecoverCancelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "take back the request " + id;
  }

  @Override
  public Integer call() {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeysCommand.archive(sealgate).recovery().cancel(id, reason);
    }
    return 0;
  }
}
