package org.sealgate.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the table: what every contestant does.
 *
 * @param size 4k, 100k or 10m
 * @param key rsa2048, rsa3072 or p256
 * @param recipients for how many a message is encrypted; 1 where nothing is
 */
record Cell(Operation operation, String size, String key, int recipients) {

  /** The octets of a whole mail of a size. */
  static int octets(String size) {
    return switch (size) {
      case "4k" -> 4 << 10;
      case "100k" -> 100 << 10;
      case "10m" -> 10 << 20;
      default -> throw new IllegalArgumentException("no size " + size);
    };
  }

  static final List<String> SIZES = List.of("4k", "100k", "10m");
  static final List<String> KEYS = List.of("rsa2048", "rsa3072", "p256");

  String label() {
    return operation.label()
        + " "
        + size
        + " "
        + key
        + (recipients == 1 ? "" : " to " + recipients);
  }

  /** The cells of the goals, and beside them other keys and many recipients. */
  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (String size : SIZES) {
      for (Operation operation : Operation.values()) {
        cells.add(new Cell(operation, size, "rsa2048", 1));
      }
      cells.add(new Cell(Operation.ENCRYPT_CBC, size, "rsa2048", 50));
    }
    cells.add(new Cell(Operation.ENCRYPT_CBC, "100k", "rsa2048", 1_000));
    cells.add(new Cell(Operation.DECRYPT_CBC, "100k", "rsa2048", 1_000));
    cells.add(new Cell(Operation.SIGN, "4k", "rsa3072", 1));
    cells.add(new Cell(Operation.SIGN, "100k", "rsa3072", 1));
    for (Operation operation : List.of(Operation.SIGN, Operation.VERIFY)) {
      cells.add(new Cell(operation, "100k", "p256", 1));
    }
    for (Operation operation : List.of(Operation.ENCRYPT_CBC, Operation.DECRYPT_CBC)) {
      cells.add(new Cell(operation, "100k", "p256", 1));
    }
    return List.copyOf(cells);
  }
}
