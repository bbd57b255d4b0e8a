package org.sealgate.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.sealgate.archive.ArchiveLocation;
import org.sealgate.archive.Backup;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys restore}. */
@Command(
    name = "restore",
    description = {
      "Make an archive of a backup. Nothing is overwritten: the place must be empty. The archive"
          + " opens with the master key it had when the backup was made."
    })
final class KeysRestoreCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ProtectionOptions protection = new ProtectionOptions();

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--to",
      paramLabel = "PATH",
      description =
          "The file of the archive to make; without it, the place that the configuration names.")
  private String to = "";

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private String file = "";

  KeysRestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "restore " + file;
  }

  private ArchiveLocation location() {
    if (!to.isEmpty()) {
      return ArchiveLocation.of(terminal.resolve(to));
    }
    try (Sealgate sealgate = config.require(terminal, "to know where to restore to")) {
      return sealgate.archiveLocation();
    }
  }

  @Override
  public Integer call() throws IOException {
    MasterKey key = protection.key(terminal);
    try (InputStream in = Files.newInputStream(terminal.resolve(file))) {
      Backup.Summary restored = Backup.restore(in, key, location());
      KeysCommand.write(
          terminal,
          "%d identities restored, as of %s%n".formatted(restored.identities(), restored.at()));
    }
    return 0;
  }
}
