package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.NotificationSettings;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.notice.Expiry;
import org.sealgate.gateway.notice.ExpiryCalendar;
import org.sealgate.gateway.notice.ExpiryCsv;
import org.sealgate.gateway.notice.Hook;
import org.sealgate.gateway.notice.NoticeMail;
import org.sealgate.gateway.notice.Notifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate keys report}. */
@Command(
    name = "report",
    description = {
      "Tell which keys in use expire: who, what, when.",
      "With --notify tell the owners and administrators by mail, 90, 60, 30, 14, 7 and 1 days"
          + " before, each once, and start the hook for whatever happened to keys: run that once a"
          + " day from a timer. Exit code 3 where somebody could not be told; it is tried again."
    })
final class KeysReportCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      description = "How far ahead to look; default: ${DEFAULT-VALUE}.")
  private int days = Expiry.THRESHOLDS.getFirst();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  @Option(names = "--notify", description = "Tell people and the hook, as configured.")
  private boolean notify;

  /** How the report is written; as it stands on the command line. */
  private enum Format {
    text,
    json,
    csv,
    ics
  }

  KeysReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return notify ? "notify of expiring keys" : "report on expiring keys";
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      Instant now = Instant.now();
      if (notify) {
        int ahead = Math.max(days, Expiry.THRESHOLDS.getFirst());
        return told(notifier(sealgate, archive).run(Expiry.within(archive, now, ahead)));
      }
      report(Expiry.within(archive, now, days), now);
      return 0;
    }
  }

  private void report(List<Expiry> expiries, Instant now) throws IOException {
    switch (json ? Format.json : format) {
      case text -> KeysCommand.write(terminal, text(expiries));
      case csv -> KeysCommand.write(terminal, ExpiryCsv.of(expiries));
      case ics -> KeysCommand.write(terminal, ExpiryCalendar.of(expiries, now));
      case json -> Json.write(tree(expiries), terminal.out());
    }
  }

  private String text(List<Expiry> expiries) {
    StringBuilder text = new StringBuilder();
    for (Expiry expiry : expiries) {
      text.append("%-16s %s".formatted(expiry.when(), KeysCommand.line(expiry.entry())));
    }
    return expiries.isEmpty() ? "nothing expires within " + days + " days\n" : text.toString();
  }

  private static ObjectNode tree(List<Expiry> expiries) {
    ObjectNode object = Json.object();
    ArrayNode rows = object.putArray("expiring");
    for (Expiry expiry : expiries) {
      ObjectNode row = rows.addObject().put("daysLeft", expiry.daysLeft());
      KeysCommand.into(row.putObject("identity"), expiry.entry());
    }
    return object;
  }

  private Notifier notifier(Sealgate sealgate, KeyArchive archive) {
    NotificationSettings settings =
        sealgate
            .configuration()
            .notifications()
            .orElseThrow(() ->
                new SmimeException(
                    ErrorCode.CONFIGURATION,
                    sealgate.configuration().file()
                        + " says nobody to notify; add 'notifications' with smtp or hook"));
    var folder = sealgate.configuration().file().resolveSibling("");
    return new Notifier(
        archive,
        new Notifier.Channels(
            settings.mail().map(mail -> new NoticeMail(mail, terminal.environment())),
            settings.administrators(),
            settings.owners(),
            settings.hook().isEmpty()
                ? Optional.empty()
                : Optional.of(new Hook(settings.hook(), folder, settings.hookTimeout()))));
  }

  private int told(Notifier.Notices notices) throws IOException {
    if (json || format == Format.json) {
      ObjectNode object = Json.object();
      notices.told().forEach(object.putArray("told")::add);
      notices.failed().forEach(object.putArray("failed")::add);
      Json.write(object, terminal.out());
    } else {
      for (String line : notices.told()) {
        KeysCommand.write(terminal, Line.of(line) + "\n");
      }
    }
    notices.failed().forEach(line -> terminal.err().println("sealgate: " + Line.of(line)));
    return notices.failed().isEmpty() ? 0 : ErrorCode.UNAVAILABLE.exitCode();
  }
}
