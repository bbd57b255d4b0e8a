package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;

/** What a file argument means: a file, or {@code -} for standard input. */
final class Input {
  private Input() {}

  /** The content of a file argument; close it. */
  static Octets read(Terminal terminal, String name) throws IOException {
    Octets octets =
        name.equals("-") ? Octets.readAll(terminal.in()) : Octets.of(file(terminal, name));
    if (octets.length() == 0) {
      octets.close();
      throw SmimeException.malformed(shown(name) + " is empty; give a mail, or CMS in DER or PEM");
    }
    return octets;
  }

  /** The content of a small file: a certificate, a key file. */
  static byte[] small(Terminal terminal, String name, long most) throws IOException {
    Path file = file(terminal, name);
    if (Files.size(file) > most) {
      throw new SmimeException(
          ErrorCode.LIMIT_EXCEEDED,
          name + " is larger than " + (most >> 20) + " MiB; this is no certificate or key file");
    }
    return Files.readAllBytes(file);
  }

  private static Path file(Terminal terminal, String name) throws IOException {
    Path file = terminal.resolve(name);
    if (Files.isDirectory(file)) {
      throw new FileSystemException(name, null, "is a directory");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  /** How a file argument is called in a message. */
  static String shown(String name) {
    return name.equals("-") ? "standard input" : name;
  }
}
