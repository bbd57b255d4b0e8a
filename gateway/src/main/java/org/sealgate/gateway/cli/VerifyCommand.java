package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.config.Sealgate;
import org.sealgate.mime.Octets;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Verdict.SmimeResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate verify}: what can be said of a signed mail. */
@Command(
    name = "verify",
    description = {
      "Verify the signatures of mails, MIME entities, or CMS in DER or PEM.",
      "Exit code 0 where each is signed and everything that was asked holds, else 1; 3 where that"
          + " could not be found out."
    })
final class VerifyCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;
  private String current = "";

  @Mixin private final TrustOptions trust = new TrustOptions();
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "The verdict as JSON (docs/verdict.schema.json).")
  private boolean json;

  @Parameters(paramLabel = "IN", arity = "1..*", description = "Mails; '-' for standard input.")
  private List<String> in = List.of();

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return current.isEmpty() ? "verify" : "verify " + Input.shown(current);
  }

  @Override
  public Integer call() throws IOException {
    Optional<Sealgate> sealgate = config.find(terminal);
    try {
      // The archive is opened only for a mail that is encrypted.
      KeySource keys =
          sealgate
              .<KeySource>map(found -> identifier -> found.keys().find(identifier))
              .orElseGet(KeySource::none);
      OpenOptions options = new OpenOptions(keys, trust.trust(terminal, sealgate), trust.time());
      Verdicts verdicts = new Verdicts(terminal, json, in.size() > 1);
      int code = 0;
      for (String name : in) {
        current = name;
        code = Math.max(code, verify(name, options, verdicts));
      }
      verdicts.finish();
      return code;
    } finally {
      sealgate.ifPresent(Sealgate::close);
    }
  }

  private int verify(String name, OpenOptions options, Verdicts verdicts) throws IOException {
    try (Octets message = Input.read(terminal, name);
        OpenedMessage opened = SmimeEngine.create().open(message, options)) {
      verdicts.add(name, opened.verdict(), true);
      SmimeResult result = opened.verdict().result();
      return result == SmimeResult.PASS
          ? 0
          : result == SmimeResult.TEMPERROR ? ErrorCode.UNAVAILABLE.exitCode() : 1;
    }
  }
}
