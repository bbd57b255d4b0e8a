package org.sealgate.gateway.cli;

/** A command that can say what it was about, for the first words of an error line. */
@FunctionalInterface
interface Doing {
  /** What it does to what: {@code decrypt mail.eml}. */
  String doing();
}
