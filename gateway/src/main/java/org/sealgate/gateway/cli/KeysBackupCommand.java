package org.sealgate.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.sealgate.archive.Backup;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys backup}. */
@Command(
    name = "backup",
    description = {
      "Write the whole archive, as it is at one moment, into one encrypted file. The keys in it are"
          + " still under the master key of the archive: keep that too, in another place.",
      "With --verify prove that such a file restores: a scratch copy is made, opened with the master"
          + " key, its audit verified, and mails decrypted that were encrypted to its keys."
    })
final class KeysBackupCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final ProtectionOptions protection = new ProtectionOptions();

  @Option(names = "--verify", description = "Prove an existing backup instead of making one.")
  private boolean verify;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private String file = "";

  KeysBackupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return (verify ? "verify the backup " : "write the backup ") + file;
  }

  @Override
  public Integer call() throws IOException {
    MasterKey key = protection.key(terminal);
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      return verify ? verified(sealgate, key) : written(sealgate, key);
    }
  }

  private int written(Sealgate sealgate, MasterKey key) throws IOException {
    try (AtomicFile out = AtomicFile.create(terminal.resolve(file), AtomicFile.Readers.OWNER)) {
      Backup.Summary made = KeysCommand.archive(sealgate).backup(key, out.stream());
      out.commit();
      KeysCommand.write(terminal, made.identities() + " identities backed up\n");
    }
    return 0;
  }

  private int verified(Sealgate sealgate, MasterKey key) throws IOException {
    try (InputStream in = Files.newInputStream(terminal.resolve(file))) {
      Backup.Summary proved = Backup.verify(in, key, sealgate.masterKey());
      KeysCommand.write(
          terminal,
          "restores: %d identities of %s; audit whole; %d of %d test mails opened%n"
              .formatted(proved.identities(), proved.at(), proved.canaries(), proved.canaries()));
    }
    return 0;
  }
}
