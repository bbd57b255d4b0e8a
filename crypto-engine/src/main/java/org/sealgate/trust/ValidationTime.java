package org.sealgate.trust;

import java.time.Instant;

/** The time at which a path is validated. Never the signer's own claim, unless a person asks so. */
public sealed interface ValidationTime {

  /** At this instant. */
  record At(Instant instant) implements ValidationTime {}

  /** At any time: validity periods are not compared with a clock ({@code --any-time}). */
  record AnyTime() implements ValidationTime {}
}
