package org.sealgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a person waits for {@code sealgate verify} of a small mail, the disk being warm. */
final class StartUp {
  private static final int RUNS = 9;
  private static final double MOST_SECONDS = 0.7;

  private StartUp() {}

  static List<Goal> measure(@Nullable Path launcher, Material material) throws IOException {
    Path mail = material.sealed(new Cell(Operation.VERIFY, "4k", "rsa2048", 1));
    if (launcher == null || !Files.exists(mail)) {
      System.err.println("starting up is left out: run ./sealgate once, and all lines of 4 KiB");
      return List.of();
    }
    List<String> command =
        List.of(
            launcher.toString(),
            "verify",
            "--any-time",
            "--trust",
            material.anchor("rsa2048").toString(),
            mail.toString());
    seconds(command);
    List<Double> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(seconds(command));
    }
    String what = "seconds for sealgate verify of 4 KiB from its start to its end";
    return List.of(new Goal(what, Further.median(runs), MOST_SECONDS, false));
  }

  private static double seconds(List<String> command) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " did not end well");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
