package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.Selection;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate lookup}: the certificate of an address, and why it is that one. */
@Command(
    name = "lookup",
    description = {
      "Show which certificate would be used to encrypt to an address, and why each other would not.",
      "Exit code 1 where there is none; 3 where there is none and a source did not answer."
    })
final class LookupCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "ADDRESS", description = "A mail address.")
  private String address = "";

  LookupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "look up " + address;
  }

  @Override
  public Integer call() throws IOException {
    EmailAddress whom =
        EmailAddress.parse(address)
            .orElseThrow(() ->
                new SmimeException(
                    ErrorCode.USAGE, "this is no mail address; write user@example.org"));
    try (Sealgate sealgate = config.require(terminal, "to know where certificates are")) {
      Selection selection = sealgate.select(whom);
      if (json) {
        ObjectNode object = Json.object();
        into(object, selection);
        Json.write(object, terminal.out());
      } else {
        terminal.out().write(text(selection).getBytes(StandardCharsets.UTF_8));
      }
      if (selection.chosen().isPresent()) {
        return 0;
      }
      return selection.unavailable().isEmpty() ? 1 : ErrorCode.UNAVAILABLE.exitCode();
    }
  }

  /** Writes a selection's fields into an object. */
  static void into(ObjectNode object, Selection selection) {
    object.put("address", selection.address().toString());
    selection
        .chosen()
        .ifPresent(chosen -> VerdictTree.certificate(object.putObject("chosen"), chosen));
    ArrayNode candidates = object.putArray("candidates");
    for (Selection.Candidate candidate : selection.candidates()) {
      ObjectNode each = candidates.addObject();
      each.put("source", candidate.source()).put("usable", candidate.usable());
      each.put("ranking", candidate.ranking());
      candidate.rejections().forEach(each.putArray("rejections")::add);
      VerdictTree.certificate(each.putObject("certificate"), candidate.certificate());
    }
    selection.unavailable().forEach(object.putArray("unavailable")::add);
  }

  /** A selection for people. */
  static String text(Selection selection) {
    StringBuilder text = new StringBuilder();
    text.append(
        selection
            .chosen()
            .map(chosen -> selection.address() + ": " + VerdictText.described(chosen))
            .orElse(selection.address() + ": no certificate to encrypt to"));
    text.append('\n');
    for (Selection.Candidate candidate : selection.candidates()) {
      text.append(
          "  %-9s %s, from %s, valid %s to %s%n"
              .formatted(
                  candidate.usable() ? "usable" : "rejected",
                  Line.of(VerdictText.described(candidate.certificate())),
                  Line.of(candidate.source()),
                  day(candidate.certificate().x509().getNotBefore()),
                  day(candidate.certificate().x509().getNotAfter())));
      candidate
          .rejections()
          .forEach(reason -> text.append("            " + Line.of(reason) + "\n"));
      if (candidate.usable() && !candidate.ranking().isEmpty()) {
        text.append("            " + Line.of(candidate.ranking()) + "\n");
      }
    }
    selection.unavailable().forEach(reason -> text.append("  no answer " + Line.of(reason) + "\n"));
    return text.toString();
  }

  private static String day(Date date) {
    return date.toInstant().toString().substring(0, 10);
  }
}
