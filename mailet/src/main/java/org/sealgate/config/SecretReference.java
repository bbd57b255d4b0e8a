package org.sealgate.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;

/** Where a secret is; the configuration never holds one itself. */
public sealed interface SecretReference {

  /** The first line of a file. */
  record InFile(Path path) implements SecretReference {}

  /** An environment variable. */
  record InEnvironment(String variable) implements SecretReference {}

  /**
   * Reads {@code file:PATH} or {@code env:NAME}. The message of the error does not repeat the text,
   * which may well be the secret.
   */
  static SecretReference parse(String text) {
    if (text.startsWith("file:") && text.length() > "file:".length()) {
      return new InFile(Path.of(text.substring("file:".length())));
    }
    if (text.startsWith("env:") && text.length() > "env:".length()) {
      return new InEnvironment(text.substring("env:".length()));
    }
    throw new SmimeException(
        ErrorCode.CONFIGURATION,
        "a secret stands here itself: write file:PATH or env:NAME, and the secret there");
  }

  /** The same with a path that is relative to no folder but this. */
  default SecretReference in(Path folder) {
    return switch (this) {
      case InFile file -> new InFile(folder.resolve(file.path()));
      case InEnvironment variable -> variable;
    };
  }

  /**
   * The secret.
   *
   * @param folder what a relative path is relative to
   * @param environment the environment's variables
   * @throws SmimeException CONFIGURATION where it is not there
   */
  default Secret resolve(Path folder, Map<String, String> environment) {
    return switch (this) {
      case InFile file -> fromFile(folder.resolve(file.path()));
      case InEnvironment in -> fromVariable(in.variable(), environment);
    };
  }

  private static Secret fromVariable(String name, Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the environment variable " + name + ", which holds a secret, is not set: set it");
    }
    return Secret.of(value);
  }

  private static Secret fromFile(Path path) {
    try {
      Secret secret = Secret.fromFile(path);
      if (secret.isEmpty()) {
        throw new SmimeException(
            ErrorCode.CONFIGURATION,
            "the secret file " + path + " is empty: write the secret on its first line");
      }
      return secret;
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the secret file " + path + " cannot be read (" + Problem.of(e) + "): create it",
          e);
    }
  }
}
