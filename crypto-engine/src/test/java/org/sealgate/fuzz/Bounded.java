package org.sealgate.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.zip.CRC32C;
import org.sealgate.SmimeException;

/**
 * What holds for every input: an answer or a {@link SmimeException}, in bounded time and memory.
 * Anything else that is thrown is a finding of the fuzzer.
 */
final class Bounded {
  private static final long NANOS = Duration.ofSeconds(5).toNanos();
  private static final int ATTEMPTS = 3;

  /** All that is allocated, living or not. Small inputs may inflate within the ratio. */
  private static final long OCTETS = 512L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final AtomicLong READINGS = new AtomicLong();
  private static final CRC32C ALL_INPUTS = new CRC32C();
  private static final LongAccumulator MOST_NANOS = new LongAccumulator(Math::max, 0);
  private static final LongAccumulator MOST_OCTETS = new LongAccumulator(Math::max, 0);

  private Bounded() {}

  /** Something that reads an input. */
  @FunctionalInterface
  interface Reading {
    void run() throws IOException;
  }

  /**
   * What costs much has to do so each time: at first classes are loaded and instrumented, and code
   * is interpreted for as long as a busy machine does not come to compiling it.
   */
  static void run(byte[] input, Reading reading) {
    READINGS.incrementAndGet();
    ALL_INPUTS.update(input);
    Cost least = cost(reading);
    for (int again = 1; again < ATTEMPTS && !least.small(); again++) {
      least = least.least(cost(reading));
    }
    MOST_NANOS.accumulate(least.nanos);
    MOST_OCTETS.accumulate(least.octets);
    require(least.bounded(), "it cost " + least);
  }

  /** How many inputs were read. */
  static long readings() {
    return READINGS.get();
  }

  /** A checksum of all that was read: equal where the same inputs were. */
  static long checksum() {
    return ALL_INPUTS.getValue();
  }

  /** The most time and the most octets that an input took. */
  static Cost costliest() {
    return new Cost(MOST_NANOS.get(), MOST_OCTETS.get());
  }

  /** Time on the processor, and octets allocated. */
  record Cost(long nanos, long octets) {
    boolean bounded() {
      return nanos < NANOS && octets < OCTETS;
    }

    boolean small() {
      return nanos < NANOS / 10 && octets < OCTETS / 10;
    }

    Cost least(Cost other) {
      return new Cost(Math.min(nanos, other.nanos), Math.min(octets, other.octets));
    }

    @Override
    public String toString() {
      return Duration.ofNanos(nanos).toMillis() + " ms and " + (octets >> 20) + " MiB";
    }
  }

  /** Time of this thread on the processor: machines are busy, and others collect its garbage. */
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
