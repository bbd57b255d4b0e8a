package org.sealgate.gateway.cli;

import java.io.IOException;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.MasterKey;
import picocli.CommandLine.Option;

/** What a backup is encrypted under. */
final class ProtectionOptions {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "The first line is the passphrase of the backup.")
  private String passphraseFile = "";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "32 random octets that only you may read; made where there is no such file.")
  private String keyFile = "";

  /** The key they name. */
  MasterKey key(Terminal terminal) throws IOException {
    if (passphraseFile.isEmpty() == keyFile.isEmpty()) {
      throw new SmimeException(ErrorCode.USAGE, "give either --passphrase-file or --key-file");
    }
    return keyFile.isEmpty()
        ? MasterKey.of(Secret.fromFile(terminal.resolve(passphraseFile)))
        : MasterKey.createdIfAbsent(terminal.resolve(keyFile));
  }
}
