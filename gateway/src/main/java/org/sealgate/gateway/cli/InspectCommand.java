package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.mime.Octets;
import org.sealgate.smime.SmimeEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate inspect}: the layers of a mail, without keys. */
@Command(
    name = "inspect",
    description = {
      "Show the layers of mails, MIME entities, or CMS in DER or PEM: recipients, signers,",
      "algorithms. Needs no key and judges nothing."
    })
final class InspectCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;
  private String current = "";

  @Option(names = "--json", description = "As JSON (docs/verdict.schema.json).")
  private boolean json;

  @Parameters(paramLabel = "IN", arity = "1..*", description = "Mails; '-' for standard input.")
  private List<String> in = List.of();

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return current.isEmpty() ? "inspect" : "inspect " + Input.shown(current);
  }

  @Override
  public Integer call() throws IOException {
    Verdicts verdicts = new Verdicts(terminal, json, in.size() > 1);
    for (String name : in) {
      current = name;
      try (Octets message = Input.read(terminal, name)) {
        verdicts.add(name, SmimeEngine.create().inspect(message), false);
      }
    }
    verdicts.finish();
    return 0;
  }
}
