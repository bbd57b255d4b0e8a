package org.sealgate.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a word that is none of those known. */
final class Spelling {
  private static final int FAR = 3;

  private Spelling() {}

  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= FAR)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
