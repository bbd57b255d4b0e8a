package org.sealgate.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.sealgate.SmimeException;

/**
 * What holds for every input: an answer or a {@link SmimeException}, in bounded time and memory.
 * Anything else that is thrown is a finding of the fuzzer.
 */
final class Bounded {
  private static final long NANOS = Duration.ofSeconds(5).toNanos();

  /** All that is allocated, living or not. Small inputs may inflate within the ratio. */
  private static final long OCTETS = 512L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounded() {}

  /** Something that reads an input. */
  @FunctionalInterface
  interface Reading {
    void run() throws IOException;
  }

  /** Costs that go beyond the bounds must do so twice: the first time classes may be loaded. */
  static void run(Reading reading) {
    if (!cost(reading).bounded()) {
      Cost again = cost(reading);
      require(again.bounded(), "it cost " + again);
    }
  }

  private record Cost(long nanos, long octets) {
    boolean bounded() {
      return nanos < NANOS && octets < OCTETS;
    }
  }

  /** Time on the processor: machines are busy. */
  private static Cost cost(Reading reading) {
    long octets = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      reading.run();
    } catch (SmimeException told) {
      require(told.getMessage() != null, "a refusal without a reason");
    } catch (IOException e) {
      throw new AssertionError("octets in memory have no I/O errors", e);
    }
    return new Cost(
        THREADS.getCurrentThreadCpuTime() - start,
        THREADS.getCurrentThreadAllocatedBytes() - octets);
  }

  static void require(boolean condition, String finding) {
    if (!condition) {
      throw new AssertionError(finding);
    }
  }
}
