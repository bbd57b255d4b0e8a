package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.KeyImport.IdentityImport;
import org.sealgate.archive.KeyImport.Outcome;
import org.sealgate.identity.Check;
import org.sealgate.identity.ImportReport;

/**
 * What came of an import, as lines for people and as JSON by {@code docs/keys-import.schema.json}.
 *
 * @param files every file that was looked at
 */
record ImportResults(List<FileImport> files) {
  ImportResults {
    files = List.copyOf(files);
  }

  /** 0 where all went well; else the worst of the files' codes; 1 where there was no key at all. */
  int exitCode() {
    int worst =
        files.stream()
            .flatMap(file -> file.error().stream())
            .mapToInt(ErrorCode::exitCode)
            .max()
            .orElse(0);
    boolean nothing = files.stream().allMatch(file -> file.outcome() == Outcome.IGNORED);
    return worst == 0 && nothing ? ErrorCode.NO_KEY.exitCode() : worst;
  }

  /** The report as lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (FileImport file : files) {
      if (file.outcome() != Outcome.IGNORED) {
        lines(file).forEach(line -> text.append(line).append('\n'));
      }
    }
    return text.append(summary()).append('\n').toString();
  }

  private static List<String> lines(FileImport file) {
    List<String> lines = new ArrayList<>();
    lines.add(Line.of(file.source()) + ": " + said(file.outcome()));
    for (IdentityImport identity : file.identities()) {
      lines.add("  " + Line.of(identity.report().subject()));
      identity.report().checks().forEach(check -> lines.add("    " + Line.of(check.toString())));
      identity.imported().ifPresent(imported -> lines.addAll(archived(imported)));
      identity.refusal().ifPresent(reason -> lines.add("    NOT held: " + Line.of(reason)));
    }
    file.notes().forEach(note -> lines.add("  note: " + Line.of(note)));
    return lines;
  }

  private static List<String> archived(Imported imported) {
    List<String> lines = new ArrayList<>();
    String entry = KeysCommand.line(imported.entry()).stripTrailing();
    lines.add("    " + (imported.isNew() ? "new " : "had ") + " " + entry);
    imported.notes().forEach(note -> lines.add("          " + Line.of(note)));
    return lines;
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case IMPORTED -> "imported";
      case KNOWN -> "known already";
      case NO_KEY -> "certificates only, used for chains";
      case IGNORED -> "no key file";
      case FAILED -> "NOT imported";
    };
  }

  private String summary() {
    return "%d identities new, %d known; %d of %d files failed, %d are no key files"
        .formatted(
            imported(true), imported(false), of(Outcome.FAILED), files.size(), of(Outcome.IGNORED));
  }

  private long of(Outcome outcome) {
    return files.stream().filter(file -> file.outcome() == outcome).count();
  }

  private long imported(boolean isNew) {
    return files.stream()
        .flatMap(file -> file.identities().stream())
        .flatMap(identity -> identity.imported().stream())
        .filter(imported -> imported.isNew() == isNew)
        .count();
  }

  /** The report as JSON. */
  ObjectNode tree() {
    ObjectNode object = Json.object();
    ArrayNode rows = object.putArray("files");
    files.forEach(file -> into(rows.addObject(), file));
    object
        .putObject("summary")
        .put("files", files.size())
        .put("new", imported(true))
        .put("known", imported(false))
        .put("failed", of(Outcome.FAILED))
        .put("ignored", of(Outcome.IGNORED));
    return object;
  }

  private static void into(ObjectNode row, FileImport file) {
    row.put("file", file.source()).put("outcome", VerdictTree.word(file.outcome()));
    file.error().ifPresent(code -> row.put("error", VerdictTree.word(code)));
    ArrayNode notes = row.putArray("notes");
    file.notes().forEach(notes::add);
    ArrayNode identities = row.putArray("identities");
    for (IdentityImport identity : file.identities()) {
      ObjectNode each = identities.addObject();
      report(each, identity.report());
      identity.imported().ifPresent(imported -> archived(each.putObject("archived"), imported));
      identity.refusal().ifPresent(reason -> each.put("refusal", reason));
    }
  }

  private static void report(ObjectNode object, ImportReport report) {
    object.put("subject", report.subject()).put("fingerprint", report.fingerprint());
    ArrayNode checks = object.putArray("checks");
    for (Check check : report.checks()) {
      checks
          .addObject()
          .put("name", check.name())
          .put("outcome", VerdictTree.word(check.outcome()))
          .put("detail", check.detail());
    }
  }

  private static void archived(ObjectNode object, Imported imported) {
    object.put("new", imported.isNew());
    ArrayNode notes = object.putArray("notes");
    imported.notes().forEach(notes::add);
    KeysCommand.into(object.putObject("identity"), imported.entry());
  }
}
