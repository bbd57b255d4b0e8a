package org.sealgate.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that speaks the line protocol, as the runner sees it. */
final class Participant implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final String greeting;

  private Participant(String name, Process process) throws IOException {
    this.name = name;
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.greeting = answer();
  }

  static Participant start(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Participant(name, process);
  }

  /**
   * What a run cost.
   *
   * @param cpuNanos processor time of the whole process: collector and compiler too
   * @param allocated octets for each operation; 0 where nobody counts
   */
  record Cost(long cpuNanos, long wallNanos, long allocated) {}

  /** What it said when it was ready: its version. */
  String greeting() {
    return greeting.substring("ready ".length());
  }

  long pid() {
    return process.pid();
  }

  void load(String input, Path file) throws IOException {
    ask("load " + input + " " + file);
  }

  void key(String person, Path keyFile, Path certificateFile) throws IOException {
    ask("key " + person + " " + keyFile + " " + certificateFile);
  }

  void others(Path certificates) throws IOException {
    ask("others " + certificates);
  }

  /** Runs; empty where the contestant lacks the operation. */
  Optional<Cost> run(String style, Cell cell, String input, int count, String out)
      throws IOException {
    String what = cell.operation().label() + " " + input + " " + cell.key();
    String line = "run " + style + " " + what + " " + cell.recipients() + " " + count + " " + out;
    String[] words = ask(line).split(" ", -1);
    if (words[0].equals("cannot")) {
      return Optional.empty();
    }
    long allocated = words.length > 3 ? Long.parseLong(words[3]) : 0;
    return Optional.of(new Cost(Long.parseLong(words[1]), Long.parseLong(words[2]), allocated));
  }

  /** Processor time of any process, to the nanosecond; only the program in C can tell. */
  long cpuOf(long pid) throws IOException {
    return Long.parseLong(ask("cpu " + pid).split(" ", -1)[1]);
  }

  private String ask(String line) throws IOException {
    commands.write(line);
    commands.newLine();
    commands.flush();
    return answer();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(name + " ended; what it had to say is above");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
