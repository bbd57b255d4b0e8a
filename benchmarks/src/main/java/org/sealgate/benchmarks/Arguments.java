package org.sealgate.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param launcher {@code sealgate}; null where it was not built
 * @param further what is measured beside the table: {@code archive}, {@code startup}, {@code
 *     streams}
 * @param libcrypto the compiled {@code libcrypto_bench}; null where it could not be compiled
 */
record Arguments(
    Plan plan,
    @Nullable Path libcrypto,
    @Nullable Path launcher,
    List<String> further,
    @Nullable Path json,
    @Nullable Path svg,
    @Nullable Path markdown,
    List<String> contestants) {
  Arguments {
    contestants = List.copyOf(contestants);
    further = List.copyOf(further);
  }

  static Arguments parse(String[] args) {
    Plan plan = Plan.FULL;
    Path libcrypto = null;
    Path launcher = null;
    List<String> further = Further.ALL;
    Path json = null;
    Path svg = null;
    Path markdown = null;
    String only = "";
    List<String> contestants = Contestants.IN_TURN;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> plan = Plan.QUICK;
        case "--libcrypto" -> libcrypto = Path.of(args[++i]);
        case "--launcher" -> launcher = Path.of(args[++i]);
        case "--further" -> further = among(Further.ALL, args[++i]);
        case "--json" -> json = Path.of(args[++i]);
        case "--svg" -> svg = Path.of(args[++i]);
        case "--markdown" -> markdown = Path.of(args[++i]);
        case "--only" -> {
          only = args[++i];
          further = List.of();
        }
        case "--contestants" -> contestants = among(Contestants.IN_TURN, args[++i]);
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    return new Arguments(
        plan.only(only), libcrypto, launcher, further, json, svg, markdown, contestants);
  }

  /** Said before anything is measured, not after half an hour. */
  private static List<String> among(List<String> known, String words) {
    List<String> chosen = List.of(words.split(",", -1));
    for (String each : chosen) {
      if (!known.contains(each)) {
        throw new IllegalArgumentException(each + " is none of " + String.join(", ", known));
      }
    }
    return chosen;
  }
}
