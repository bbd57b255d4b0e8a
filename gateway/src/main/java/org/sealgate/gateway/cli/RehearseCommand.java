package org.sealgate.gateway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sealgate.gateway.demo.Rehearsal;
import picocli.CommandLine.Command;

/**
 * {@code sealgate rehearse}: runs the short commands once over a mail of test people and says
 * nothing. The launcher does so after a build: the classes that were loaded then start from the
 * class-data sharing archive ever after.
 */
@Command(name = "rehearse", hidden = true, description = "Run the short commands once.")
final class RehearseCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("sealgate-rehearsal");
    try {
      Rehearsal props = Rehearsal.in(folder);
      int code = 0;
      for (String line :
          List.of(
              "sign --identity me.p12 --password-file password plain.eml -o signed.eml",
              "verify --trust ca.pem signed.eml",
              "verify --trust ca.pem --json signed.eml",
              "encrypt --to me.pem signed.eml -o sealed.eml",
              "inspect sealed.eml",
              "decrypt --identity me.p12 --password-file password sealed.eml -o opened.eml")) {
        code = Math.max(code, new Program(silent(props.folder())).run(line.split(" ", -1)));
      }
      return code;
    } finally {
      delete(folder);
    }
  }

  private static Terminal silent(Path folder) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Terminal(
        new ByteArrayInputStream(new byte[0]),
        nowhere,
        new PrintStream(nowhere, false, StandardCharsets.UTF_8),
        Map.of(),
        folder,
        Optional.empty(),
        false,
        false);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
