package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.ArchiveDecryption;
import org.sealgate.gateway.jobs.DecryptionReport;
import org.sealgate.gateway.jobs.Progress;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.SmimeEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate archive decrypt}. */
@Command(
    name = "decrypt",
    description = {
      "Decrypt an mbox file, or a folder of mails (also a Maildir), into another of the same form.",
      "SOURCE is only read. Mails that do not open are copied unchanged and listed, each with the",
      "key that is missing. DEST appears when all of it is there. Exit code 1 where a mail did not",
      "open."
    })
final class ArchiveDecryptCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(
      names = "--identity",
      paramLabel = "FILE.p12|pkcs11:URI",
      description =
          "Key file or token, as for 'decrypt'; without it the keys of the configuration are used.")
  private List<String> identities = List.of();

  @Option(names = "--resume", description = "Go on with what an interrupted run left.")
  private boolean resume;

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Mixin private final PasswordOptions passwords = new PasswordOptions();
  @Mixin private final ConfigOption config = new ConfigOption();

  @Parameters(paramLabel = "SOURCE", index = "0", description = "An mbox file or a folder.")
  private String source = "";

  @Parameters(paramLabel = "DEST", index = "1", description = "Where to; does not exist yet.")
  private String destination = "";

  ArchiveDecryptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    Path part = terminal.resolve(destination + ".part");
    String hint =
        Files.exists(part) && !resume ? " (what is done is kept: go on with --resume)" : "";
    return "decrypt the archive " + source + hint;
  }

  @Override
  public Integer call() throws IOException {
    if (!identities.isEmpty()) {
      return run(KeySource.of(new KeyFiles(terminal, passwords).identities(identities)));
    }
    try (Sealgate sealgate = config.require(terminal, "where no --identity is given")) {
      return run(sealgate.keys());
    }
  }

  private int run(KeySource keys) throws IOException {
    int workers = Runtime.getRuntime().availableProcessors();
    Progress progress = new Progress(terminal.err(), terminal.progress());
    DecryptionReport report =
        new ArchiveDecryption(SmimeEngine.create(), keys, workers)
            .run(
                new ArchiveDecryption.Request(
                    terminal.resolve(source), terminal.resolve(destination), resume),
                progress);
    if (json) {
      Json.write(DecryptionText.tree(report, progress.seconds()), terminal.out());
    } else {
      String text = DecryptionText.of(report, progress.seconds());
      terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
    }
    return report.complete() ? 0 : 1;
  }
}
