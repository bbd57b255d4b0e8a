package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.RecoveryRequest.Successor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealgate keys custodians change}. */
@Command(
    name = "change",
    description = {
      "Ask the present custodians to make way for others. Once M of them approve and the request is"
          + " collected, there is a new recovery key with new shares, and the old shares open"
          + " nothing of the archive any more."
    })
final class KeysCustodiansChangeCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final CustodianOptions custodians = new CustodianOptions();

  KeysCustodiansChangeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "ask for other custodians";
  }

  @Override
  public Integer call() throws IOException {
    Successor next = new Successor(custodians.threshold(), custodians.read(terminal));
    return request.make(
        terminal,
        archive ->
            new Ask(
                Outcome.CUSTODIANS,
                request.by(),
                request.reason(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(next)));
  }
}
