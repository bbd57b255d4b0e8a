package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.filesystem.api.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration is: what a mailet or matcher was told, else the system property {@code
 * sealgate.config}, else {@code file://conf/sealgate.yaml}. A text that begins with {@code file:}
 * is one of James' own, relative to its folders; any other is a plain path.
 */
final class ConfigurationPath {
  private static final String DEFAULT = "file://conf/sealgate.yaml";
  private static final String PROPERTY = "sealgate.config";

  private ConfigurationPath() {}

  static Path of(@Nullable String told, FileSystem james) throws MessagingException {
    String text =
        told == null || told.isBlank() ? System.getProperty(PROPERTY, DEFAULT) : told.strip();
    Path path = resolve(text, james);
    if (!Files.isRegularFile(path)) {
      throw new MessagingException(
          "there is no configuration " + path + ": create it, or name another in <config>");
    }
    return path;
  }

  private static Path resolve(String text, FileSystem james) throws MessagingException {
    if (!text.startsWith("file:")) {
      return Path.of(text);
    }
    try {
      return james.getFile(text).toPath();
    } catch (IOException e) {
      throw new MessagingException("the configuration " + text + " cannot be found", e);
    }
  }
}
