package org.sealgate.policy;

import java.time.Duration;

/**
 * How long a mail waits that cannot be decided now.
 *
 * @param every the pause between two attempts
 * @param attempts how often it is tried again before it is given up
 */
public record Retry(Duration every, int attempts) {
  /** Every five minutes for four hours. */
  public static final Retry DEFAULT = new Retry(Duration.ofMinutes(5), 48);

  public Retry {
    if (every.isNegative() || every.isZero() || attempts < 0) {
      throw new IllegalArgumentException("a pause must be above zero, attempts zero or more");
    }
  }
}
