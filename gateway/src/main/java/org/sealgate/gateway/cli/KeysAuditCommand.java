package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.AuditCheckpoint;
import org.sealgate.archive.AuditEntry;
import org.sealgate.archive.AuditEntry.BrokenLink;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys audit}. */
@Command(
    name = "audit",
    description = {
      "Show what was done with the keys, oldest first: all, or of an address or id.",
      "With --verify prove that nothing was changed, taken out, put in or cut off since it was"
          + " written; exit code 1 and the first broken entry where it was."
    })
final class KeysAuditCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--verify", description = "Prove the chain instead of showing it.")
  private boolean verify;

  @Option(
      names = "--checkpoint",
      description =
          "Sign the audit as it is now and print one line: keep it where nobody who has the archive"
              + " can change it.")
  private boolean checkpoint;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "With --verify: compare with the lines of checkpoints in this file.")
  private String against = "";

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "ADDRESS|ID", arity = "0..1", description = "Of whom or what.")
  private String which = "";

  KeysAuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return verify ? "verify the audit" : "show the audit";
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      if (checkpoint) {
        KeysCommand.write(terminal, archive.checkpoint().line() + "\n");
        return 0;
      }
      return verify ? verified(archive) : shown(archive);
    }
  }

  private int verified(KeyArchive archive) throws IOException {
    Optional<BrokenLink> broken = archive.verifyAudit(kept());
    long entries = archive.auditEnd();
    if (json) {
      ObjectNode object = Json.object().put("whole", broken.isEmpty()).put("entries", entries);
      broken.ifPresent(link ->
          object.putObject("broken").put("number", link.number()).put("reason", link.reason()));
      Json.write(object, terminal.out());
    } else {
      KeysCommand.write(
          terminal,
          broken
              .map(link -> "BROKEN at entry " + link.number() + ": " + link.reason() + "\n")
              .orElse("whole: " + entries + " entries\n"));
    }
    return broken.isPresent() ? 1 : 0;
  }

  private List<AuditCheckpoint> kept() throws IOException {
    return against.isEmpty()
        ? List.of()
        : Files.readAllLines(terminal.resolve(against)).stream()
            .filter(line -> !line.isBlank())
            .map(AuditCheckpoint::parse)
            .toList();
  }

  private int shown(KeyArchive archive) throws IOException {
    Predicate<AuditEntry> wanted = wanted(archive);
    if (!json) {
      forEach(archive, wanted, entry -> KeysCommand.write(terminal, line(entry)));
      return 0;
    }
    JsonStream object = JsonStream.to(terminal.out());
    object.list("entries");
    forEach(archive, wanted, entry -> object.row(row -> into(row, entry)));
    object.end();
    object.finish();
    return 0;
  }

  /** Where entries go. */
  @FunctionalInterface
  private interface Taker {
    void take(AuditEntry entry) throws IOException;
  }

  private static void forEach(KeyArchive archive, Predicate<AuditEntry> wanted, Taker taker)
      throws IOException {
    List<AuditEntry> page = archive.audit(0, KeyArchive.AUDIT_PAGE);
    while (!page.isEmpty()) {
      for (AuditEntry entry : page) {
        if (wanted.test(entry)) {
          taker.take(entry);
        }
      }
      page = archive.audit(page.getLast().number(), KeyArchive.AUDIT_PAGE);
    }
  }

  private Predicate<AuditEntry> wanted(KeyArchive archive) {
    if (which.isEmpty()) {
      return entry -> true;
    }
    Set<String> ids =
        KeyHistory.meant(archive, which).stream()
            .map(ArchivedIdentity::id)
            .collect(Collectors.toSet());
    return entry -> ids.contains(entry.subject());
  }

  private static void into(ObjectNode object, AuditEntry entry) {
    object
        .put("number", entry.number())
        .put("at", entry.at().toString())
        .put("event", VerdictTree.word(entry.event()))
        .put("identity", entry.subject())
        .put("detail", entry.detail());
  }

  private static String line(AuditEntry entry) {
    String subject = entry.subject();
    return "%6d  %-24s  %-10s %-16s  %s%n"
        .formatted(
            entry.number(),
            entry.at(),
            VerdictTree.word(entry.event()),
            subject.substring(0, Math.min(16, subject.length())),
            Line.of(entry.detail()));
  }
}
