package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.ArchiveCensus;
import org.sealgate.gateway.jobs.Census;
import org.sealgate.gateway.jobs.Progress;
import org.sealgate.smime.SmimeEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate archive census}. */
@Command(
    name = "census",
    description = {
      "Tell what a mail archive (mbox, folder, Maildir, zip) is encrypted to, without opening a"
          + " mail: how many mails, to which keys, which of them the key archive has, and which"
          + " are missing. Exit code 1 where one is missing."
    })
final class ArchiveCensusCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "SOURCE", description = "An mbox file, a folder or a zip archive.")
  private String source = "";

  ArchiveCensusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "take stock of " + source;
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      Progress progress = new Progress(terminal.err(), terminal.progress());
      Census census =
          new ArchiveCensus(SmimeEngine.create(), archive::holding)
              .run(terminal.resolve(source), progress);
      if (json) {
        Json.write(tree(census), terminal.out());
      } else {
        KeysCommand.write(terminal, text(census));
      }
      return census.missing().isEmpty() ? 0 : 1;
    }
  }

  private static String text(Census census) {
    Census.Counts counts = census.counts();
    StringBuilder text = new StringBuilder();
    text.append(
        "%,d mails, %,d encrypted: %,d with a key here, %,d without; %,d cannot be read%n"
            .formatted(
                counts.mails(),
                counts.encrypted(),
                counts.openable(),
                counts.encrypted() - counts.openable(),
                census.unreadable().size()));
    census.recipients().stream()
        .filter(recipient -> !recipient.holders().isEmpty())
        .forEach(recipient -> text.append("have     ").append(line(recipient)));
    census.missing().forEach(recipient -> text.append("MISSING  ").append(line(recipient)));
    census
        .unreadable()
        .forEach(line -> text.append("unread   ").append(Line.of(line)).append('\n'));
    return text.toString();
  }

  private static String line(Census.Recipient recipient) {
    String when =
        recipient
            .span()
            .map(span -> day(span.first().toString()) + " to " + day(span.last().toString()))
            .orElse("without a date");
    String whose =
        recipient.holders().isEmpty() ? "" : "  " + recipient.holders().getFirst().owner();
    return "%,8d mails  %-24s  %s%s%n"
        .formatted(
            recipient.mails(), when, Line.of(recipient.identifier().toString()), Line.of(whose));
  }

  private static String day(String instant) {
    return instant.substring(0, "2026-01-31".length());
  }

  private static ObjectNode tree(Census census) {
    Census.Counts counts = census.counts();
    ObjectNode object =
        Json.object()
            .put("mails", counts.mails())
            .put("encrypted", counts.encrypted())
            .put("openable", counts.openable())
            .put("otherFiles", counts.otherFiles());
    rows(object.putArray("recipients"), census.recipients());
    rows(object.putArray("missing"), census.missing());
    census.unreadable().forEach(object.putArray("unreadable")::add);
    return object;
  }

  private static void rows(ArrayNode rows, List<Census.Recipient> recipients) {
    for (Census.Recipient recipient : recipients) {
      ObjectNode row = rows.addObject();
      VerdictTree.identifier(row.putObject("recipient"), recipient.identifier());
      row.put("mails", recipient.mails());
      recipient
          .span()
          .ifPresent(span ->
              row.put("first", span.first().toString()).put("last", span.last().toString()));
      ArrayNode holders = row.putArray("identities");
      recipient.holders().forEach(entry -> holders.add(entry.id()));
    }
  }
}
