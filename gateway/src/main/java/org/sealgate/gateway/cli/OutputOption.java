package org.sealgate.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.sealgate.gateway.jobs.AtomicFile;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import picocli.CommandLine.Option;

/** {@code -o OUT}: where a result goes, whole or not at all. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "Where the result goes; standard output without it or with '-'.")
  private String name = "-";

  /** What writes the result. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the result. A file appears under its name only when all of it is on the disk; standard
   * output gets its first octet only when the last one is known.
   */
  void write(Terminal terminal, Readers readers, Content content) throws IOException {
    if (name.equals("-")) {
      try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
        content.writeTo(spool);
        try (Octets octets = spool.toOctets()) {
          octets.writeTo(terminal.out());
        }
      }
      terminal.out().flush();
      return;
    }
    try (AtomicFile file = AtomicFile.create(terminal.resolve(name), readers)) {
      content.writeTo(file.stream());
      file.commit();
    }
  }
}
