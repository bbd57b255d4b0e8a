package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.Custody;
import org.sealgate.archive.KeyArchive;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys return}. */
@Command(
    name = "return",
    description = {
      "Ask the custodians to give the keys of people who left back to the gateway, as when somebody"
          + " comes back: the opposite of 'leave'. Once M of them approve and the request is"
          + " collected ('keys recover'), the gateway decrypts with these keys again, on every"
          + " node. No key leaves the archive."
    })
final class KeysReturnCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final RequestOptions request = new RequestOptions();

  @Parameters(
      paramLabel = "ADDRESS|ID",
      arity = "1..*",
      description = "Whose keys, or which ones; those that are in escrow.")
  private List<String> whose = new ArrayList<>();

  KeysReturnCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "ask for the return of the keys of " + String.join(", ", whose);
  }

  @Override
  public Integer call() throws IOException {
    return request.make(terminal, this::ask);
  }

  private Ask ask(KeyArchive archive) {
    Set<ArchivedIdentity> meant = new LinkedHashSet<>();
    whose.forEach(each -> meant.addAll(inEscrow(archive, each)));
    return new Ask(
        Outcome.TO_GATEWAY,
        request.by(),
        request.reason(),
        meant.stream().map(ArchivedIdentity::id).distinct().toList(),
        meant.stream().map(ArchivedIdentity::owner).distinct().toList(),
        List.of(),
        Optional.empty());
  }

  private static List<ArchivedIdentity> inEscrow(KeyArchive archive, String addressOrId) {
    List<ArchivedIdentity> found =
        KeyHistory.meant(archive, addressOrId).stream()
            .filter(entry -> entry.custody() == Custody.ESCROW)
            .toList();
    if (found.isEmpty()) {
      throw new SmimeException(
          ErrorCode.NO_KEY,
          "nothing of " + addressOrId + " is in escrow; see 'sealgate keys list'");
    }
    return found;
  }
}
