package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sealgate.quorum.Vote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealgate keys recover approve}. */
@Command(
    name = "approve",
    description = {
      "Approve a request, as a custodian: your share is decrypted, encrypted to this request"
          + " alone, and signed by you. Needs neither the archive nor its configuration; read the"
          + " request first, with 'show'."
    })
final class KeysRecoverApproveCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final AnswerOptions answer = new AnswerOptions();

  KeysRecoverApproveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "approve the request " + answer.request();
  }

  @Override
  public Integer call() throws IOException {
    return answer.write(terminal, Vote::approve);
  }
}
