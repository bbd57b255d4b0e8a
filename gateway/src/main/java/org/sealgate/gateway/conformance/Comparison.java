package org.sealgate.gateway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is found on one row: comparisons with what was expected, made one by one. */
final class Comparison {
  private final List<String> found = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private int compared;

  /** Compares one thing. */
  Comparison expect(String what, Object expected, Object actual) {
    return expect(what, expected.toString(), actual.toString(), Objects.equals(expected, actual));
  }

  /** Adds one comparison that was made elsewhere. */
  Comparison expect(String what, String expected, String actual, boolean alike) {
    compared++;
    found.add(what + "=" + actual);
    if (!alike) {
      differences.add(what + " is " + actual + ", expected " + expected);
    }
    return this;
  }

  /** Adds what was found and is compared with nothing. */
  Comparison note(String what) {
    found.add(what);
    return this;
  }

  /** How many things were compared. */
  int compared() {
    return compared;
  }

  /** What was found. */
  String found() {
    return String.join("; ", found);
  }

  /** What differs; empty where nothing does. */
  String differences() {
    return String.join("; ", differences);
  }
}
