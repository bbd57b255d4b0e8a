package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys show}. */
@Command(name = "show", description = "Show one identity of the archive; never its private key.")
final class KeysShowCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "Its id, or the first characters of it.")
  private String id = "";

  KeysShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "show " + id;
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      ArchivedIdentity entry = KeyHistory.one(KeysCommand.archive(sealgate), id);
      if (json) {
        ObjectNode object = Json.object();
        KeysCommand.into(object, entry);
        Json.write(object, terminal.out());
      } else {
        KeysCommand.write(terminal, text(entry));
      }
    }
    return 0;
  }

  private static String text(ArchivedIdentity entry) {
    X509Certificate x509 = entry.certificate().x509();
    String addresses =
        entry.certificate().addresses().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    String keyIds =
        entry.certificate().keyIdentifiers().stream()
            .map(HexFormat.of()::formatHex)
            .distinct()
            .collect(Collectors.joining(", "));
    return row("id", entry.id())
        + row("state", VerdictTree.word(entry.state()))
        + row("purpose", VerdictTree.word(entry.purpose()))
        + row("owner", entry.owner())
        + row("addresses", addresses)
        + row("subject", x509.getSubjectX500Principal().getName())
        + row("issuer", x509.getIssuerX500Principal().getName())
        + row("serial number", x509.getSerialNumber().toString(16))
        + row("valid", x509.getNotBefore().toInstant() + " to " + x509.getNotAfter().toInstant())
        + row("key", entry.certificate().keyDescription())
        + row("key identifiers", keyIds)
        + row("imported", entry.importedAt().toString())
        + row("fingerprint", entry.certificate().fingerprint());
  }

  private static String row(String name, String value) {
    return "%-16s %s%n".formatted(name, Line.of(value));
  }
}
