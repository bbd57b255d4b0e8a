package org.sealgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is not a message in memory: streams of a gigabyte, the key archive, starting up. */
final class Further {
  static final List<String> ALL = List.of("archive", "startup", "streams");

  private final Arguments arguments;
  private final Material material;

  Further(Arguments arguments, Material material) {
    this.arguments = arguments;
    this.material = material;
  }

  List<Goal> measure() throws IOException {
    List<Goal> goals = new ArrayList<>();
    for (String what : arguments.further()) {
      System.err.println(what);
      switch (what) {
        case "archive" -> goals.addAll(new ArchiveScale(material).measure());
        case "startup" -> goals.addAll(StartUp.measure(arguments.launcher(), material));
        case "streams" -> goals.addAll(new Streams(material, arguments.plan()).measure());
        default -> throw new IllegalArgumentException("no measurement " + what);
      }
    }
    return goals;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
