package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
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
        return told(notifier(sealgate, archive).run(Expiry.ahead(archive, now)));
      }
      report(archive, now);
      return 0;
    }
  }

  private void report(KeyArchive archive, Instant now) throws IOException {
    switch (json ? Format.json : format) {
      case text -> asText(archive, now);
      case csv -> {
        write(ExpiryCsv.HEAD);
        Expiry.forEachWithin(archive, now, days, expiry -> write(ExpiryCsv.row(expiry)));
      }
      case ics -> {
        write(ExpiryCalendar.begin());
        Expiry.forEachWithin(
            archive, now, days, expiry -> write(ExpiryCalendar.event(expiry, now)));
        write(ExpiryCalendar.end());
      }
      case json -> asJson(archive, now);
    }
  }

  private void write(String text) {
    KeysCommand.write(terminal, text);
  }

  private void asText(KeyArchive archive, Instant now) {
    AtomicInteger count = new AtomicInteger();
    Expiry.forEachWithin(
        archive,
        now,
        days,
        expiry -> {
          write("%-16s %s".formatted(expiry.when(), KeysCommand.line(expiry.entry())));
          count.incrementAndGet();
        });
    if (count.get() == 0) {
      write("nothing expires within " + days + " days\n");
    }
  }

  private void asJson(KeyArchive archive, Instant now) throws IOException {
    JsonStream object = JsonStream.to(terminal.out());
    object.list("expiring");
    Expiry.forEachWithin(archive, now, days, expiry -> object.row(row -> into(row, expiry)));
    object.end();
    object.finish();
  }

  private static void into(ObjectNode row, Expiry expiry) {
    row.put("daysLeft", expiry.daysLeft());
    KeysCommand.into(row.putObject("identity"), expiry.entry());
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
