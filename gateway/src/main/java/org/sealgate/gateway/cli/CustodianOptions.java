package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import org.sealgate.quorum.Custodian;
import picocli.CommandLine.Option;

/** Who the custodians are to be. */
final class CustodianOptions {
  @Option(
      names = "--threshold",
      paramLabel = "M",
      required = true,
      description = "How many of them have to agree; at least two.")
  private int threshold;

  @Option(
      names = "--custodian",
      paramLabel = "CERT",
      required = true,
      description =
          "A custodian's certificate, or one file with the one he decrypts with and the one he signs"
              + " with; once for each custodian.")
  private List<String> files = List.of();

  int threshold() {
    return threshold;
  }

  List<Custodian> read(Terminal terminal) throws IOException {
    return KeysCustodiansCommand.read(new KeyFiles(terminal, new PasswordOptions()), files);
  }
}
