package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sealgate.certificate.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys leave}. */
@Command(
    name = "leave",
    description = {
      "Leave every decryption key of a person to the custodians alone, as when somebody leaves:"
          + " the gateway does not decrypt with them any more, on any node, and the master key does"
          + " not open them. Afterwards 'keys rotate-master' makes older copies of the database"
          + " worthless too, once the old master key is destroyed."
    })
final class KeysLeaveCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Parameters(paramLabel = "ADDRESS", description = "Whose keys.")
  private String address = "";

  KeysLeaveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "leave the keys of " + address + " to the custodians";
  }

  @Override
  public Integer call() throws IOException {
    EmailAddress person = KeysCommand.address(address);
    return change.change(terminal, archive -> archive.recovery().leave(person, change.reason()));
  }
}
