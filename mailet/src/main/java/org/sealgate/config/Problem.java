package org.sealgate.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What an exception of the file system means, in words. */
final class Problem {
  private Problem() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no such file";
      case FileNotFoundException missing -> "there is no such file";
      case AccessDeniedException denied -> "permission denied";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
