package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Why we and a row differ where the standard is on our side. Explains; changes no outcome. */
final class Disagreements {
  private static final String RESOURCE = "disagreements.tsv";

  private final Map<String, String> byTail;

  private Disagreements(Map<String, String> byTail) {
    this.byTail = byTail;
  }

  /** Those that come with the product. */
  static Disagreements known() {
    try (InputStream in = Disagreements.class.getResourceAsStream(RESOURCE)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> byTail = new LinkedHashMap<>();
      text.lines()
          .filter(line -> !line.startsWith("#") && line.contains("\t"))
          .map(line -> line.split("\t", 2))
          .forEach(parts -> byTail.put(parts[0], parts[1]));
      return new Disagreements(byTail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reason with the clause of the standard; empty for a row whose failure is our fault. */
  Optional<String> of(RowResult row) {
    return byTail.entrySet().stream()
        .filter(
            entry -> row.path().endsWith("/" + entry.getKey()) || row.path().equals(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
