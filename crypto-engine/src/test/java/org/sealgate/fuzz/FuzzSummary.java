package org.sealgate.fuzz;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says in the log of the build what was fuzzed for how long, and how near it came to a bound. */
final class FuzzSummary implements BeforeAllCallback, AfterAllCallback {
  /** As the fuzzer itself does it: what tests print goes to files. */
  private static final PrintStream LOG =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

  private long start;

  @Override
  public void beforeAll(ExtensionContext context) {
    start = System.nanoTime();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    LOG.printf(
        Locale.ROOT,
        "%s: %d inputs in %d s (%s, checksum %08x); the costliest took %s%n",
        context.getRequiredTestClass().getSimpleName(),
        Bounded.readings(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        System.getProperty("jazzer.internal.arg.1", "no seed"),
        Bounded.checksum(),
        Bounded.costliest());
  }
}
