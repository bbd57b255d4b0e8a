package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.config.Sealgate;
import org.sealgate.quorum.Custodian;
import org.sealgate.quorum.Quorum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealgate keys custodians init}. */
@Command(
    name = "init",
    description = {
      "Set up the custodians. A recovery key is made and shared among them: each share is encrypted"
          + " to one custodian's certificate, and fewer than M shares open nothing.",
      "From then on no key is exported without M of them."
    })
final class KeysCustodiansInitCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final CustodianOptions custodians = new CustodianOptions();

  KeysCustodiansInitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "set up the custodians";
  }

  @Override
  public Integer call() throws IOException {
    List<Custodian> named = custodians.read(terminal);
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      Quorum quorum = KeysCommand.archive(sealgate).recovery().found(custodians.threshold(), named);
      KeysCommand.write(terminal, KeysCustodiansCommand.text(quorum));
    }
    return 0;
  }
}
