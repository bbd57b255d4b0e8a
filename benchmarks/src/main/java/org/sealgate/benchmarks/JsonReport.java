package org.sealgate.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All rows of a run as JSON. */
final class JsonReport {
  private JsonReport() {}

  /** A row, named as scripts rely on. */
  record Row(
      String operation,
      String size,
      String key,
      int recipients,
      String contestant,
      double opsPerCpuSecond,
      double opsPerSecond,
      long allocatedBytes) {
    static Row of(Measurement from) {
      Cell cell = from.cell();
      return new Row(
          cell.operation().label(),
          cell.size(),
          cell.key(),
          cell.recipients(),
          from.contestant(),
          from.opsPerCpuSecond(),
          from.opsPerSecond(),
          from.allocatedBytes());
    }
  }

  /** A goal and what was reached. */
  record Reached(String what, double reached, double asked, boolean atLeast, boolean met) {
    static Reached of(Goal goal) {
      return new Reached(goal.what(), goal.reached(), goal.bound(), goal.atLeast(), goal.met());
    }
  }

  static void write(Results results, Path file) throws IOException {
    List<Row> rows = results.all().stream().map(Row::of).toList();
    List<Reached> goals = Goals.of(results).stream().map(Reached::of).toList();
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), Map.of("rows", rows, "goals", goals));
  }
}
