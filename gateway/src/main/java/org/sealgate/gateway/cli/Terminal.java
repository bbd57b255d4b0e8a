package org.sealgate.gateway.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sealgate.Secret;

/**
 * Where a command reads and writes: the process's own streams, or a test's.
 *
 * @param in standard input
 * @param out standard output; failures to write surface as exceptions
 * @param err standard error, for people
 * @param environment environment variables
 * @param directory what relative file names are relative to
 * @param person whom a password can be asked of, where one is there
 * @param colours whether standard output understands colours
 * @param progress whether somebody watches standard error, so that a line may be redrawn there
 */
record Terminal(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Optional<Person> person,
    boolean colours,
    boolean progress) {

  /** Somebody at the keyboard. */
  @FunctionalInterface
  interface Person {
    /** Asks for a secret without showing it; empty where none was given. */
    Optional<Secret> secret(String prompt);
  }

  /**
   * The streams of this process. The launcher tells which of them are terminals: Java can tell only
   * of input and output together.
   */
  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        Path.of("").toAbsolutePath(),
        Boolean.getBoolean("sealgate.tty.in") ? Optional.of(Terminal::ask) : Optional.empty(),
        Boolean.getBoolean("sealgate.tty.out")
            && !environment.containsKey("NO_COLOR")
            && !"dumb".equals(environment.get("TERM")),
        Boolean.getBoolean("sealgate.tty.err"));
  }

  /** A file name of the command line as a path. */
  Path resolve(String name) {
    return directory.resolve(name);
  }

  private static Optional<Secret> ask(String prompt) {
    return Optional.ofNullable(System.console())
        .flatMap(console -> Optional.ofNullable(console.readPassword("%s", prompt)))
        .map(Secret::of);
  }
}
