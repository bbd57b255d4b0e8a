package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Sealgate;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys import}. */
@Command(
    name = "import",
    description = {
      "Add the identities of key files, or of all files of folders, to the archive.",
      "What is there already stays as it is. Each file is imported whole or not at all."
    })
final class KeysImportCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;
  private final ArrayNode rows;
  private final ObjectNode object = Json.object();
  private String current = "";
  private int worst;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final PasswordOptions passwords = new PasswordOptions();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Key files, or folders.")
  private List<String> names = List.of();

  KeysImportCommand(Terminal terminal) {
    this.terminal = terminal;
    this.rows = object.putArray("files");
  }

  @Override
  public String doing() {
    return "import " + current;
  }

  @Override
  public Integer call() throws IOException {
    List<String> files = files();
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      for (String file : files) {
        current = file;
        importFile(archive, file, files.size() > 1);
      }
    }
    if (json) {
      Json.write(object, terminal.out());
    }
    return worst;
  }

  private List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    for (String name : names) {
      Path path = terminal.resolve(name);
      current = name;
      if (Files.isDirectory(path)) {
        try (Stream<Path> walk = Files.walk(path)) {
          walk.filter(Files::isRegularFile).sorted().map(Path::toString).forEach(files::add);
        }
      } else if (Files.exists(path)) {
        files.add(name);
      } else {
        throw new NoSuchFileException(name);
      }
    }
    return files;
  }

  private void importFile(KeyArchive archive, String file, boolean oneOfMany) throws IOException {
    try {
      IdentityFile read = new KeyFiles(terminal, passwords).read(file);
      ObjectNode row = rows.addObject().put("file", file);
      ArrayNode identities = row.putArray("identities");
      show(file + ": " + read.identities().size() + " identities");
      for (Identity identity : read.identities()) {
        KeyArchive.Imported imported = archive.add(identity);
        ObjectNode each = identities.addObject().put("new", imported.isNew());
        imported.notes().forEach(each.putArray("notes")::add);
        KeysCommand.into(each.putObject("identity"), imported.entry());
        show("  " + (imported.isNew() ? "new " : "had ") + KeysCommand.line(imported.entry()));
        for (String note : imported.notes()) {
          show("      " + note);
        }
      }
      ArrayNode notes = row.putArray("notes");
      for (String note : read.notes()) {
        notes.add(note);
        show("  note: " + note);
      }
    } catch (SmimeException e) {
      if (!oneOfMany) {
        throw e;
      }
      // One bad file of many: the others are imported, and the exit code tells.
      worst = Math.max(worst, e.code().exitCode());
      rows.addObject().put("file", file).put("error", String.valueOf(e.getMessage()));
      terminal.err().println(Complaint.of(e).line("import " + file));
    }
  }

  private void show(String line) throws IOException {
    if (!json) {
      KeysCommand.write(terminal, line.stripTrailing() + "\n");
    }
  }
}
