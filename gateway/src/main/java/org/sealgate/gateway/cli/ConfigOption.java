package org.sealgate.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.config.Configuration;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Option;

/** {@code --config FILE}: the configuration whose archive, anchors and sources are used. */
final class ConfigOption {
  /** The environment variable that names the configuration. */
  static final String VARIABLE = "SEALGATE_CONFIG";

  private static final List<String> PLACES =
      List.of("sealgate.yaml", "/etc/sealgate/sealgate.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; without it "
              + VARIABLE
              + ", then ./sealgate.yaml, then /etc/sealgate/sealgate.yaml.")
  private String name = "";

  /** The file that is used; empty where none was named and none is in the usual places. */
  Optional<Path> file(Terminal terminal) {
    String named = name.isEmpty() ? terminal.environment().getOrDefault(VARIABLE, "") : name;
    if (!named.isEmpty()) {
      return Optional.of(terminal.resolve(named));
    }
    return PLACES.stream().map(terminal::resolve).filter(Files::isRegularFile).findFirst();
  }

  /** What the configuration describes, where there is one; close it. */
  Optional<Sealgate> find(Terminal terminal) {
    return file(terminal)
        .map(path ->
            Sealgate.open(
                Configuration.read(existing(path), terminal.environment()), Clock.systemUTC()));
  }

  /**
   * What the configuration describes; close it.
   *
   * @param purpose what it is needed for: {@code to know where the key archive is}
   * @throws SmimeException CONFIGURATION where there is none
   */
  Sealgate require(Terminal terminal, String purpose) {
    return find(terminal)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.CONFIGURATION,
                "no configuration, which is needed "
                    + purpose
                    + "; name one with --config or "
                    + VARIABLE
                    + ", or write ./sealgate.yaml"));
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION, file + ": no such configuration file; check the name");
    }
    return file;
  }
}
