package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProgramTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void makesOnlyTheCommandThatTheFirstWordNames() {
    Program program = new Program(Terminal.ofProcess());
    Map<String, CommandLine> all = program.commandLine("").getSubcommands();
    assertThat(all).hasSizeGreaterThan(10);
    all.forEach((name, command) -> {
      Map<String, CommandLine> one = program.commandLine(name).getSubcommands();
      assertThat(one).containsOnlyKeys(name);
      assertThat(one.values())
          .extracting(ProgramTest::nameOfClass)
          .containsExactly(nameOfClass(command));
    });
  }

  private static String nameOfClass(CommandLine command) {
    return command.getCommandSpec().userObject().getClass().getName();
  }

  @Test
  void knowsEveryCommandWhereAnOptionComesFirst() {
    assertThat(CommandRun.in(folder, "--debug", "doctor", "--help").exits(0).text())
        .contains("doctor");
    assertThat(CommandRun.in(folder, "--help").exits(0).text())
        .contains("verify", "doctor")
        .doesNotContain("rehearse");
  }

  @Test
  void theRehearsalGoesWellAndSaysNothing() {
    CommandRun run = CommandRun.in(folder, "rehearse").exits(0);
    assertThat(run.text()).isEmpty();
    assertThat(run.err()).isEmpty();
  }
}
