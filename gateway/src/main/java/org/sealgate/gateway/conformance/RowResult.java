package org.sealgate.gateway.conformance;

import java.util.Locale;

/**
 * What came of one row.
 *
 * @param corpus the first component of its path
 * @param path its file, relative to the manifest
 * @param operation what was done
 * @param expected as the manifest has it
 * @param found what we found, in few words
 * @param outcome how the two compare
 * @param optional true where the manifest says that nobody should insist on it
 * @param reason why it failed or was skipped, in one line; empty where it passed
 */
public record RowResult(
    String corpus,
    String path,
    String operation,
    String expected,
    String found,
    Outcome outcome,
    boolean optional,
    String reason) {

  /** How expectation and finding compare. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** The row cannot be run, or says nothing that could be compared. */
    SKIPPED;

    /** The word in JSON and tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
