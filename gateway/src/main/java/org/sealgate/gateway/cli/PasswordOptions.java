package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;
import picocli.CommandLine.Option;

/**
 * Where passwords of key files come from: files, the environment, or the person at the keyboard;
 * never an argument, which every user of the machine could read.
 */
final class PasswordOptions {
  /** The environment variable that holds a password. */
  static final String VARIABLE = "SEALGATE_PASSWORD";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "File whose first line is the password of key files; may be given several times, each is"
              + " tried. Without it the environment variable "
              + VARIABLE
              + " is used, then you are asked.")
  private List<String> files = new ArrayList<>();

  /** The passwords that were given beforehand, to be tried in order. */
  List<Secret> given(Terminal terminal) throws IOException {
    List<Secret> passwords = new ArrayList<>();
    for (String file : files) {
      passwords.add(Secret.fromFile(terminal.resolve(file)));
    }
    String variable = terminal.environment().get(VARIABLE);
    if (files.isEmpty() && variable != null) {
      passwords.add(Secret.of(variable));
    }
    return passwords;
  }

  /** The password a person gives for a file; empty where nobody can be asked. */
  static Optional<Secret> ask(Terminal terminal, String file) {
    return terminal.person().flatMap(person -> person.secret("Password of " + file + ": "));
  }
}
