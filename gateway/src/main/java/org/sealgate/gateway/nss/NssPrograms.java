package org.sealgate.gateway.nss;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** Starts certutil and pk12util, without a shell and with no secret among the arguments. */
final class NssPrograms {
  /** Number, kind, identifier, nickname. */
  static final Pattern KEY_LINE = Pattern.compile("<\\s*\\d+>\\s+\\S+\\s+[0-9a-f]+\\s+(.+?)\\s*");

  /** Nickname and trust; the letter u says that the key is there. */
  static final Pattern OWN_CERTIFICATE_LINE =
      Pattern.compile("(.+?)\\s+[A-Za-z]*u[A-Za-z]*,[A-Za-z]*,[A-Za-z]*\\s*");

  private static final int SECONDS = 120;

  private NssPrograms() {}

  /**
   * How a program ended.
   *
   * @param program its name
   * @param exit its exit code
   * @param said what it wrote, errors among it
   */
  record Run(String program, int exit, String said) {
    boolean isWrongPassword() {
      return exit != 0
          && (said.contains("BAD_PASSWORD") || said.contains("password entered is inc"));
    }

    boolean hasNoKeys() {
      return exit != 0 && said.contains("no keys found");
    }

    /** What it wrote, where it succeeded. */
    String orFail() {
      if (exit != 0) {
        throw new SmimeException(
            ErrorCode.MALFORMED,
            "the profile cannot be read: "
                + program
                + " says "
                + said.lines().reduce((first, last) -> last).orElse("nothing"));
      }
      return said;
    }
  }

  /**
   * Runs a program to its end.
   *
   * @throws SmimeException UNSUPPORTED where it is not installed
   */
  static Run run(Path output, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(output.toFile());
    Process process = start(program, builder);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new SmimeException(
            ErrorCode.UNAVAILABLE, program + " did not end within " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, e);
    }
    String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return new Run(program, process.exitValue(), said);
  }

  private static Process start(String program, ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "a profile of Thunderbird or Firefox is read by "
              + program
              + ", which is not installed: install the tools of NSS (Debian: libnss3-tools), or"
              + " back the keys up to a file in the program itself",
          e);
    }
  }
}
