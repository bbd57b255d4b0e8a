package org.sealgate.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * What stood in a command's way, for a person: what, why and what to do in one line.
 *
 * @param exitCode 1 the answer is "no", 2 usage, 3 cannot
 * @param text why, and what to do
 */
record Complaint(int exitCode, String text) {

  /** The complaint that fits a failure. */
  static Complaint of(Throwable problem) {
    return switch (problem) {
      case SmimeException e -> new Complaint(e.code().exitCode(), message(e));
      case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
      case IOException e -> new Complaint(ErrorCode.IO.exitCode(), ofFiles(e));
      default ->
          new Complaint(
              ErrorCode.IO.exitCode(),
              "an error of the program itself ("
                  + problem.getClass().getSimpleName()
                  + (problem.getMessage() == null ? "" : ": " + problem.getMessage())
                  + "); run again with --debug and report what it prints");
    };
  }

  /** The whole line, for standard error. */
  String line(String doing) {
    String what = doing.isEmpty() ? "" : "cannot " + doing + ": ";
    return "sealgate: " + Line.of(what + text);
  }

  private static String ofFiles(IOException problem) {
    return switch (problem) {
      case NoSuchFileException e -> e.getFile() + ": no such file or folder; check the name";
      case FileAlreadyExistsException e ->
          e.getFile() + ": exists already; choose another name or remove it";
      case AccessDeniedException e -> e.getFile() + ": permission denied; check its owner and mode";
      case NotDirectoryException e -> e.getFile() + ": is not a folder; give a folder";
      case DirectoryNotEmptyException e -> e.getFile() + ": is not empty; give an empty folder";
      case FileSystemException e when e.getReason() != null ->
          advise(e.getFile() + ": " + e.getReason());
      default -> advise(message(problem));
    };
  }

  private static String message(Throwable problem) {
    return Objects.requireNonNullElse(problem.getMessage(), problem.toString());
  }

  private static String advise(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota")) {
      return reason + "; free some space or write to another place";
    }
    if (lower.contains("is a directory")) {
      return reason + "; give a file";
    }
    if (lower.contains("broken pipe")) {
      return reason + "; the reader of the output has gone";
    }
    return reason + "; check the file and its disk";
  }
}
