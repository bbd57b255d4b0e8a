package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys recover show}. */
@Command(name = "show", description = "Show what the file of a request asks for.")
final class KeysRecoverShowCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Parameters(paramLabel = "REQUEST", description = "The file of the request.")
  private String request = "";

  KeysRecoverShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "show the request " + request;
  }

  @Override
  public Integer call() throws IOException {
    KeysCommand.write(
        terminal, RecoveryFiles.text(RecoveryFiles.request(terminal, request)));
    return 0;
  }
}
