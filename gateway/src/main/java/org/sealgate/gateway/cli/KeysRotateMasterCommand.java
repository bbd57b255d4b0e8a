package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate keys rotate-master}. */
@Command(
    name = "rotate-master",
    description = {
      "Change the master key: every data key is wrapped anew, in batches. From the first moment on"
          + " the new master key opens everything and the old one nothing; where it is interrupted,"
          + " run it again. Then write the new one into the configuration and start the gateways"
          + " again."
    })
final class KeysRotateMasterCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description = "The first line is the new passphrase.")
  private String passphraseFile = "";

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "The new key file; made where there is no such file.")
  private String keyFile = "";

  KeysRotateMasterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "change the master key";
  }

  @Override
  public Integer call() throws IOException {
    if (passphraseFile.isEmpty() == keyFile.isEmpty()) {
      throw new SmimeException(
          ErrorCode.USAGE, "give either --new-passphrase-file or --new-key-file");
    }
    MasterKey next =
        keyFile.isEmpty()
            ? MasterKey.of(Secret.fromFile(terminal.resolve(passphraseFile)))
            : MasterKey.createdIfAbsent(terminal.resolve(keyFile));
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      int wrapped = sealgate.rotateMaster(next);
      KeysCommand.write(
          terminal,
          wrapped
              + " keys are under the new master key: write it into the configuration, and start the"
              + " gateways again\n");
    }
    return 0;
  }
}
