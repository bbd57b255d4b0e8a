package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys destroy}. */
@Command(
    name = "destroy",
    description = {
      "Destroy the private key of a signing identity for ever. A key that decrypts is never"
          + " destroyed: old mail would be lost with it."
    })
final class KeysDestroyCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--yes", description = "Really; there is no way back.")
  private boolean yes;

  @Parameters(paramLabel = "ID", description = "Its id, or the first characters of it.")
  private String id = "";

  KeysDestroyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "destroy " + id;
  }

  @Override
  public Integer call() throws IOException {
    if (!yes) {
      throw new SmimeException(
          ErrorCode.USAGE, "the key would be gone for ever: add --yes if that is what you want");
    }
    return change.change(
        terminal,
        archive ->
            List.of(archive.destroySigning(KeyHistory.one(archive, id).id(), change.reason())));
  }
}
