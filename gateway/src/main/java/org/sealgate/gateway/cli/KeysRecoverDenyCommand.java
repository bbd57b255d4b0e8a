package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sealgate.quorum.Vote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealgate keys recover deny}. */
@Command(
    name = "deny",
    description = {
      "Deny a request, as a custodian. Once too few others are left the request is over."
    })
final class KeysRecoverDenyCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final AnswerOptions answer = new AnswerOptions();

  KeysRecoverDenyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "deny the request " + answer.request();
  }

  @Override
  public Integer call() throws IOException {
    return answer.write(terminal, Vote::deny);
  }
}
