package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys revoke}. */
@Command(
    name = "revoke",
    description = {
      "Record that a certificate was revoked: nothing is encrypted to it or signed with it any"
          + " more. Its key opens old mail for ever. The authority is not told: that is up to you."
    })
final class KeysRevokeCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Parameters(paramLabel = "ID", description = "Its id, or the first characters of it.")
  private String id = "";

  KeysRevokeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "revoke " + id;
  }

  @Override
  public Integer call() throws IOException {
    return change.change(
        terminal,
        archive -> List.of(archive.revoked(KeyHistory.one(archive, id).id(), change.reason())));
  }
}
