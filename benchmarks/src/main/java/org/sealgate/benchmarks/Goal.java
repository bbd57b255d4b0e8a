package org.sealgate.benchmarks;

import java.util.Locale;

/**
 * One goal and what was reached.
 *
 * @param what what is compared
 * @param reached the value
 * @param bound what it has to be at least, or at most
 * @param atLeast false where less is better
 */
record Goal(String what, double reached, double bound, boolean atLeast) {
  boolean met() {
    return atLeast ? reached >= bound : reached <= bound;
  }

  /** By how much of the goal it was missed: 0.1 for a tenth; 0 where it was met. */
  double missedBy() {
    return met() ? 0 : Math.abs(reached / bound - 1);
  }

  String verdict() {
    return met() ? "met" : String.format(Locale.ROOT, "missed by %.0f %%", 100 * missedBy());
  }
}
