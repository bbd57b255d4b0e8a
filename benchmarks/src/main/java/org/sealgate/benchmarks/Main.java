package org.sealgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code benchmarks/run}: everybody on the same messages, in turns. */
public final class Main {
  private Main() {}

  /** See {@code benchmarks/run --help}. */
  public static void main(String[] args) throws Exception {
    if (args.length > 1 && args[0].equals("stream")) {
      StreamWorker.run(List.of(args).subList(1, args.length));
      return;
    }
    if (args.length == 2 && args[0].equals("worker")) {
      try {
        Worker.serve(args[1]);
      } catch (Exception e) {
        Worker.failLoudly(e);
      }
      return;
    }
    Arguments arguments = Arguments.parse(args);
    Path directory = Files.createTempDirectory("sealgate-benchmark");
    try {
      run(arguments, directory);
    } finally {
      delete(directory);
    }
  }

  private static void run(Arguments arguments, Path directory) throws Exception {
    Material material = Material.in(directory);
    Results results;
    try (Field field = Field.start(arguments, material)) {
      results = new Runner(field, material, arguments.plan()).run();
    }
    results.add(OpensslSpeed.measure());
    new Further(arguments, material).measure().forEach(results::add);
    String text = new TextReport(results, Goals.of(results)).text();
    System.out.println(text);
    if (arguments.json() != null) {
      JsonReport.write(results, arguments.json());
    }
    if (arguments.svg() != null) {
      Files.writeString(arguments.svg(), new SvgChart(results).svg());
    }
    if (arguments.markdown() != null) {
      new MarkdownReport(results, Goals.of(results)).into(arguments.markdown());
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
