package org.sealgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the engine has to reach, compared with what it reached. */
final class Goals {
  /** Ours over libcrypto's as its users write it, at 4 KiB, 100 KiB and 10 MiB; 0: no goal. */
  private static final Map<String, double[]> OVER_LIBCRYPTO =
      Map.of(
          "sign rsa2048", new double[] {1.15, 1.65, 4.2},
          "encrypt-cbc rsa2048", new double[] {1.9, 3.2, 2.4},
          "encrypt-gcm rsa2048", new double[] {2.4, 4.5, 10.5},
          "encrypt-cbc rsa2048 to 50", new double[] {1.9, 1.9, 3.5},
          "sign-encrypt rsa2048", new double[] {1.4, 2.1, 3.7},
          "decrypt-cbc rsa2048", new double[] {1.1, 2.9, 14},
          "decrypt-gcm rsa2048", new double[] {1.1, 3.5, 17},
          "verify rsa2048", new double[] {7.3, 15, 26},
          "decrypt-verify rsa2048", new double[] {2.3, 6.4, 20},
          "sign rsa3072", new double[] {2.5, 2.7, 0});

  private final Results results;
  private final List<Goal> goals = new ArrayList<>();

  private Goals(Results results) {
    this.results = results;
  }

  static List<Goal> of(Results results) {
    Goals all = new Goals(results);
    for (Cell cell : results.cells()) {
      all.cell(cell);
    }
    all.wholeRun();
    return List.copyOf(all.goals);
  }

  /** The goal over libcrypto in a cell; 0 where there is none. */
  static double overLibcrypto(Cell cell) {
    String row = cell.label().replace(" " + cell.size(), "");
    double[] bounds = OVER_LIBCRYPTO.get(row);
    return bounds == null ? 0 : bounds[Cell.SIZES.indexOf(cell.size())];
  }

  private void cell(Cell cell) {
    double bound = overLibcrypto(cell);
    if (bound > 0) {
      ratio(cell, Contestants.LIBCRYPTO, bound);
    }
    if (!cell.key().equals("rsa2048")) {
      return;
    }
    ratio(cell, Contestants.LIBCRYPTO_TUNED, overTuned(cell));
    ratio(cell, Contestants.BOUNCY_CASTLE, cell.size().equals("10m") ? 10 : 4);
    if (!cell.size().equals("4k")) {
      ratio(cell, Contestants.FLOOR, 0.85);
    }
    if (cell.size().equals("100k")) {
      results
          .ratio(cell, Contestants.SEALGATE_JDK, Contestants.BOUNCY_CASTLE)
          .ifPresent(ratio ->
              goals.add(
                  new Goal(cell.label() + ": sealgate-jdk over bouncycastle", ratio, 2, true)));
      allocation(cell);
    }
  }

  private static double overTuned(Cell cell) {
    boolean digestOnly = cell.operation() == Operation.SIGN || cell.operation() == Operation.VERIFY;
    if (cell.size().equals("10m")) {
      return digestOnly ? 0.95 : 1;
    }
    if (cell.size().equals("4k") || cell.recipients() > 1) {
      return 1;
    }
    return switch (cell.operation()) {
      case ENCRYPT_CBC, ENCRYPT_GCM -> 1.3;
      case DECRYPT_CBC, DECRYPT_GCM -> 2;
      case VERIFY, DECRYPT_VERIFY -> 2.5;
      case SIGN, SIGN_ENCRYPT -> 1;
    };
  }

  private void ratio(Cell cell, String other, double bound) {
    results
        .ratio(cell, Contestants.SEALGATE, other)
        .ifPresent(
            ratio -> goals.add(new Goal(cell.label() + ": over " + other, ratio, bound, true)));
  }

  private void allocation(Cell cell) {
    if (cell.recipients() > 1) {
      return;
    }
    results
        .allocated(cell, Contestants.SEALGATE)
        .ifPresent(octets ->
            goals.add(
                new Goal(
                    cell.label() + ": octets allocated over the size of the message",
                    octets / Cell.octets(cell.size()),
                    3,
                    false)));
  }

  private void wholeRun() {
    keyRate(Operation.SIGN, "rsa2048");
    keyRate(Operation.DECRYPT_CBC, "rsa2048");
    keyRate(Operation.SIGN, "rsa3072");
    goals.addAll(results.goals());
    Cell one = new Cell(Operation.ENCRYPT_CBC, "100k", "rsa2048", 1);
    Cell many = new Cell(Operation.ENCRYPT_CBC, "100k", "rsa2048", 1_000);
    OptionalDouble fast = results.speed(one, Contestants.SEALGATE);
    OptionalDouble slow = results.speed(many, Contestants.SEALGATE);
    if (fast.isPresent() && slow.isPresent()) {
      double each = 1e6 * (1 / slow.getAsDouble() - 1 / fast.getAsDouble()) / 999;
      goals.add(new Goal("microseconds for each further recipient", each, 20, false));
    }
    Cell own = new Cell(Operation.DECRYPT_CBC, "100k", "rsa2048", 1);
    Cell among = new Cell(Operation.DECRYPT_CBC, "100k", "rsa2048", 1_000);
    OptionalDouble alone = results.speed(own, Contestants.SEALGATE);
    OptionalDouble crowd = results.speed(among, Contestants.SEALGATE);
    if (alone.isPresent() && crowd.isPresent()) {
      double times = alone.getAsDouble() / crowd.getAsDouble();
      goals.add(new Goal("decrypting one's copy among 1,000 over alone", times, 1.3, false));
    }
  }

  private void keyRate(Operation operation, String key) {
    OptionalDouble ours = results.speed(new Cell(operation, "4k", key, 1), Contestants.SEALGATE);
    OptionalDouble limit =
        results.speed(new Cell(Operation.SIGN, "4k", key, 1), Contestants.OPENSSL_SPEED);
    if (ours.isPresent() && limit.isPresent()) {
      double ratio = ours.getAsDouble() / limit.getAsDouble();
      String what = operation.label() + " 4k " + key + ": over openssl speed's private-key rate";
      goals.add(new Goal(what, ratio, 0.85, true));
    }
  }
}
