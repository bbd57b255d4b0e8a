package org.sealgate.gateway.cli;

/** The entry point of {@code ./sealgate}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new Program(Terminal.ofProcess()).run(arguments));
  }
}
