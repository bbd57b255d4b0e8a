package org.sealgate.gateway.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.sealgate.gateway.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sealgate demo}: the whole system on loopback, for watching. */
@Command(
    name = "demo",
    description = {
      "Start a real James with our mailets, a directory, a key archive and a next hop, all on",
      "loopback, and show five scenes with real mails. Ends by itself and leaves nothing behind;",
      "exit code 1 where something was not as it should be."
    })
final class DemoCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(
      names = "--keep",
      description = "Leave everything running after the last scene, and print the addresses.")
  private boolean keep;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "play the demo";
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = new PrintStream(terminal.out(), true, StandardCharsets.UTF_8);
    Demo.Audience audience = new Demo.Audience(terminal.colours(), terminal.progress(), keep);
    return new Demo(out, terminal.err(), audience).run() ? 0 : 1;
  }
}
