package org.sealgate.gateway.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process with little memory: it runs commands and says how many lines each wrote. */
final class ListingWorker {
  private ListingWorker() {}

  /** Arguments: the folder, then the commands, each in one word. */
  public static void main(String[] arguments) {
    for (String command : List.of(arguments).subList(1, arguments.length)) {
      Lines lines = new Lines();
      Terminal terminal =
          new Terminal(
              InputStream.nullInputStream(),
              lines,
              new PrintStream(System.err, true, StandardCharsets.UTF_8),
              Map.of(),
              Path.of(arguments[0]),
              Optional.empty(),
              false,
              false);
      int exit = new Program(terminal).run(command.split(" ", -1));
      System.out.println(lines.count);
      if (exit != 0) {
        System.exit(exit);
      }
    }
  }

  /** Counts, and keeps nothing. */
  private static final class Lines extends OutputStream {
    private long count;

    @Override
    public void write(int octet) {
      if (octet == '\n') {
        count++;
      }
    }
  }
}
