package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.Recovery;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys recover request}. */
@Command(
    name = "request",
    description = {
      "Ask the custodians for all decryption keys of a person, or for one identity by its id.",
      "With --mail the keys are not handed out: only these mails are decrypted."
    })
final class KeysRecoverRequestCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final RequestOptions request = new RequestOptions();

  @Option(
      names = "--mail",
      paramLabel = "FILE",
      description = "A mail to decrypt; as often as there are mails.")
  private List<String> mails = new ArrayList<>();

  @Parameters(paramLabel = "ADDRESS|ID", description = "Whose keys, or which one.")
  private String whose = "";

  KeysRecoverRequestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "ask for the recovery of " + whose;
  }

  @Override
  public Integer call() throws IOException {
    return request.make(terminal, this::ask);
  }

  private Ask ask(KeyArchive archive) throws IOException {
    List<ArchivedIdentity> meant =
        KeyHistory.meant(archive, whose).stream()
            .filter(entry -> entry.purpose().encrypts())
            .toList();
    List<String> digests = new ArrayList<>();
    for (String mail : mails) {
      try (Octets octets = Input.read(terminal, mail)) {
        digests.add(Recovery.digest(octets));
      }
    }
    return new Ask(
        digests.isEmpty() ? Outcome.EXPORT : Outcome.OPEN_MAILS,
        request.by(),
        request.reason(),
        meant.stream().map(ArchivedIdentity::id).toList(),
        meant.stream().map(ArchivedIdentity::owner).distinct().toList(),
        digests,
        Optional.empty());
  }
}
