package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a command of ours.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exit, byte[] out, String err) {

  /** Runs the command in a folder. */
  static CommandRun in(Path folder, String... words) {
    return withInput(folder, "", words);
  }

  /** Runs the command in a folder, with something on its standard input. */
  static CommandRun withInput(Path folder, String input, String... words) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            written,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            Optional.empty(),
            false,
            false);
    int exit = new Program(terminal).run(words);
    return new CommandRun(exit, written.toByteArray(), said.toString(StandardCharsets.UTF_8));
  }

  /** This run where it ended with that code. */
  CommandRun exits(int code) {
    assertThat(exit).as(text() + err).isEqualTo(code);
    return this;
  }

  String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }
}
