package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Sealgate;
import org.sealgate.provider.TokenUri;
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

  @Option(
      names = "--new-token",
      paramLabel = "pkcs11:URI",
      description =
          "The new key on a token (RFC 7512), AES-256; made there where it has none of that label:"
              + " pkcs11:token=NAME;object=LABEL?module-path=PATH&pin-source=file:PATH.")
  private String token = "";

  KeysRotateMasterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "change the master key";
  }

  @Override
  public Integer call() throws IOException {
    MasterKey next = next();
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

  private MasterKey next() throws IOException {
    if (Stream.of(passphraseFile, keyFile, token).filter(name -> !name.isEmpty()).count() != 1) {
      throw new SmimeException(
          ErrorCode.USAGE, "give one of --new-passphrase-file, --new-key-file and --new-token");
    }
    if (!token.isEmpty()) {
      return new TokenOnCommandLine(terminal).masterKey(TokenUri.parse(token));
    }
    return keyFile.isEmpty()
        ? MasterKey.of(Secret.fromFile(terminal.resolve(passphraseFile)))
        : MasterKey.createdIfAbsent(terminal.resolve(keyFile));
  }
}
