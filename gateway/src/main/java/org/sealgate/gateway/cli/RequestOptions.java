package org.sealgate.gateway.cli;

import java.io.IOException;
import java.time.Duration;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.Recovery;
import org.sealgate.config.Sealgate;
import org.sealgate.quorum.RecoveryRequest.Ask;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every request to the custodians needs. */
final class RequestOptions {
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who asks; without it, the name of the user.")
  private String by = System.getProperty("user.name", "somebody");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; the custodians read it, and the audit keeps it.")
  private String reason = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days the custodians have; 7 without it.")
  private int days = 7;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where the request goes, to be sent to the custodians.")
  private String file = "";

  String by() {
    return by;
  }

  String reason() {
    return reason;
  }

  /** Makes what to ask of an archive. */
  @FunctionalInterface
  interface Asking {
    /** What to ask. */
    Ask of(KeyArchive archive) throws IOException;
  }

  /** Makes the request, writes its file, and shows the code once. */
  int make(Terminal terminal, Asking asking) throws IOException {
    if (days < 1 || days > 365) {
      throw new SmimeException(ErrorCode.USAGE, "--days takes 1 to 365");
    }
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      Recovery.Opened opened =
          archive.recovery().request(asking.of(archive), Duration.ofDays(days));
      RecoveryFiles.write(terminal, file, opened.request().encoded());
      KeysCommand.write(
          terminal,
          """
          request  %s, until %s
          written  %s   (send it to the custodians: %d of %d have to approve)
          code     %s   (shown only now: whoever collects needs it)
          """
              .formatted(
                  opened.request().id(),
                  opened.request().expires(),
                  file,
                  opened.request().quorum().threshold(),
                  opened.request().quorum().seats().size(),
                  new String(opened.code().chars())));
      opened.code().close();
      return 0;
    }
  }
}
