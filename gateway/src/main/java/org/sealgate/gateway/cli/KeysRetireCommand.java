package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys retire}. */
@Command(
    name = "retire",
    description = {
      "Take an encryption identity, or all of an address, out of use: nothing is encrypted to it any"
          + " more. It opens old mail for ever.",
      "Importing a newer one retires the older one by itself; this is for what has no successor."
    })
final class KeysRetireCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Parameters(paramLabel = "ADDRESS|ID", description = "Whose, or which.")
  private String which = "";

  KeysRetireCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "retire " + which;
  }

  @Override
  public Integer call() throws IOException {
    return change.change(terminal, this::retired);
  }

  private List<ArchivedIdentity> retired(KeyArchive archive) {
    List<ArchivedIdentity> meant = KeyHistory.meant(archive, which);
    List<ArchivedIdentity> encrypting =
        which.contains("@")
            ? meant.stream().filter(entry -> entry.purpose().encrypts()).toList()
            : meant;
    if (encrypting.isEmpty()) {
      throw new SmimeException(ErrorCode.NO_KEY, "only signing identities are there");
    }
    encrypting.forEach(entry -> archive.retire(entry.id(), change.reason()));
    return encrypting.stream().map(entry -> archive.startingWith(entry.id()).getFirst()).toList();
  }
}
