package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.mime.Octets;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Verdict;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate decrypt}: an encrypted mail as it was before. */
@Command(
    name = "decrypt",
    description = {
      "Decrypt a mail, a MIME entity, or CMS in DER or PEM.",
      "Writes the mail with its outer header and the inner entity, or nothing where a layer does"
          + " not open."
    })
final class DecryptCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(
      names = "--identity",
      paramLabel = "FILE.p12|pkcs11:URI",
      description =
          "Key file, or the keys on a token (RFC 7512):"
              + " pkcs11:token=NAME?module-path=PATH&pin-source=file:PATH. May be given several"
              + " times, each key is tried that fits. Without it the keys of the configuration are"
              + " used.")
  private List<String> identities = List.of();

  @Option(names = "--content", description = "Write the inner entity alone, byte for byte.")
  private boolean content;

  @Mixin private final PasswordOptions passwords = new PasswordOptions();
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "IN", description = "The mail, or '-' for standard input.")
  private String in = "-";

  DecryptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "decrypt " + Input.shown(in);
  }

  @Override
  public Integer call() throws IOException {
    if (!identities.isEmpty()) {
      decrypt(KeySource.of(new KeyFiles(terminal, passwords).identities(identities)));
      return 0;
    }
    try (Sealgate sealgate = config.require(terminal, "where no --identity is given")) {
      decrypt(sealgate.keys());
    }
    return 0;
  }

  private void decrypt(KeySource keys) throws IOException {
    OpenOptions options = new OpenOptions(keys, TrustStore.empty(), new ValidationTime.AnyTime());
    try (Octets message = Input.read(terminal, in);
        OpenedMessage opened = SmimeEngine.create().open(message, options)) {
      refuseWhatDidNotOpen(opened.verdict());
      Octets result = content ? opened.decryptedEntity() : opened.decrypted();
      output.write(terminal, Readers.OWNER, result::writeTo);
    }
  }

  private static void refuseWhatDidNotOpen(Verdict verdict) {
    boolean encrypted = false;
    for (Layer layer : verdict.layers()) {
      switch (layer) {
        case Layer.Encrypted e -> {
          encrypted = true;
          refuse(e);
        }
        case Layer.Unreadable u -> {
          // Inside of what was decrypted it is the reader's to judge: nothing is withheld.
          if (!encrypted) {
            throw unreadable(u);
          }
        }
        case Layer.Signed s -> {}
        case Layer.Compressed c -> {}
        case Layer.CertificatesOnly c -> {}
      }
    }
    if (!encrypted) {
      throw new SmimeException(ErrorCode.REFUSED, notEncrypted(verdict));
    }
  }

  /** Programs on the way put footers around an encrypted mail; attackers put their own text. */
  private static String notEncrypted(Verdict verdict) {
    return verdict.structure().stream()
        .filter(finding -> finding.code().equals("encrypted-part"))
        .findFirst()
        .map(part ->
            "the mail as a whole is not encrypted, nothing was written: "
                + part.reason()
                + "; save that part to a file and decrypt it alone")
        .orElse("it is not encrypted; nothing was written");
  }

  private static SmimeException unreadable(Layer.Unreadable layer) {
    String problem = layer.problem().reason();
    return switch (layer.problem().code()) {
      case "unsupported" ->
          new SmimeException(
              ErrorCode.UNSUPPORTED,
              "the "
                  + layer.claimed()
                  + " in it cannot be opened: "
                  + problem
                  + "; ask the sender to use another algorithm");
      case "limit-exceeded" ->
          new SmimeException(
              ErrorCode.LIMIT_EXCEEDED,
              "the " + layer.claimed() + " in it was not opened: " + problem);
      default ->
          SmimeException.malformed(
              "the "
                  + layer.claimed()
                  + " in it is broken: "
                  + problem
                  + "; ask the sender to send it again");
    };
  }

  private static void refuse(Layer.Encrypted layer) {
    switch (layer.decryption()) {
      case Layer.Decryption.Decrypted opened -> {}
      case Layer.Decryption.NoKey none ->
          throw new SmimeException(
              ErrorCode.NO_KEY,
              "no key here opens it; it is encrypted for "
                  + layer.recipients().stream()
                      .limit(5)
                      .map(Object::toString)
                      .collect(Collectors.joining(" and for "))
                  + "; import that key or give its file with --identity");
      case Layer.Decryption.Failed failed ->
          throw new SmimeException(
              ErrorCode.DECRYPTION_FAILED,
              "a key fits, and the content does not open with it: it was damaged or forged; ask the"
                  + " sender to send it again");
      case Layer.Decryption.NotTried not ->
          throw new SmimeException(ErrorCode.NO_KEY, "no key was tried; give --identity");
    }
  }
}
