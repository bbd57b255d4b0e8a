package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.config.Sealgate;
import org.sealgate.mime.Octets;
import org.sealgate.policy.Decision;
import org.sealgate.policy.OutboundMail;
import org.sealgate.policy.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate explain}: what the policy makes of a mail on its way out, and why. */
@Command(
    name = "explain",
    description = {
      "Show what the policy of the configuration would do with a mail on its way out: for each",
      "recipient the rule that decides, the certificates considered, and the reasons."
    })
final class ExplainCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The mail, or '-' for standard input.")
  private String in = "-";

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "explain " + Input.shown(in);
  }

  @Override
  public Integer call() throws IOException {
    try (Octets message = Input.read(terminal, in);
        Sealgate sealgate = config.require(terminal, "to know the policy")) {
      OutboundMail mail = MailOutline.outbound(message);
      if (mail.recipients().isEmpty()) {
        throw new SmimeException(ErrorCode.USAGE, "it names no recipient in To or Cc");
      }
      Plan plan = sealgate.planner().plan(mail);
      if (json) {
        Json.write(tree(plan), terminal.out());
      } else {
        terminal.out().write(text(plan).getBytes(StandardCharsets.UTF_8));
      }
    }
    return 0;
  }

  private static ObjectNode tree(Plan plan) {
    ObjectNode object = Json.object();
    ArrayNode decisions = object.putArray("decisions");
    for (Decision decision : plan.decisions()) {
      ObjectNode each = decisions.addObject();
      each.put("recipient", decision.recipient().toString())
          .put("rule", decision.rule())
          .put("outcome", VerdictTree.word(decision.outcome()));
      decision.reasons().forEach(each.putArray("reasons")::add);
      decision
          .selection()
          .ifPresent(selection -> LookupCommand.into(each.putObject("selection"), selection));
    }
    return object;
  }

  private static String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    for (Decision decision : plan.decisions()) {
      text.append(
          "%s: %s, by rule '%s'%n"
              .formatted(
                  decision.recipient(),
                  VerdictTree.word(decision.outcome()).replace('-', ' '),
                  Line.of(decision.rule())));
      decision.reasons().forEach(reason -> text.append("  " + Line.of(reason) + "\n"));
      decision
          .selection()
          .ifPresent(selection -> text.append(LookupCommand.text(selection).indent(2)));
    }
    return text.toString();
  }
}
