package org.sealgate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The limit of the hardware for the key operations, as {@code openssl speed} tells it. */
final class OpensslSpeed {
  private static final Map<String, String> KEYS =
      Map.of("F2:2048", "rsa2048", "F2:3072", "rsa3072", "F4:256", "p256");

  private OpensslSpeed() {}

  /** Private and public key operations for each key; none where there is no openssl. */
  static List<Measurement> measure() {
    List<Measurement> all = new ArrayList<>();
    try {
      Process process =
          new ProcessBuilder(
                  "openssl", "speed", "-mr", "-seconds", "2", "rsa2048", "rsa3072", "ecdsap256")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      text.lines().filter(line -> line.startsWith("+F")).forEach(line -> read(line, all));
    } catch (IOException e) {
      System.err.println("openssl-speed is left out: " + e.getMessage());
    }
    return all;
  }

  /** A line like {@code +F2:2:2048:3050.1:51000.2}: kind, index, bits, private, public. */
  private static void read(String line, List<Measurement> all) {
    String[] fields = line.substring(1).split(":", -1);
    String key = fields.length < 5 ? null : KEYS.get(fields[0] + ":" + fields[2]);
    if (key != null) {
      all.add(measurement(Operation.SIGN, key, Double.parseDouble(fields[3])));
      all.add(measurement(Operation.VERIFY, key, Double.parseDouble(fields[4])));
    }
  }

  private static Measurement measurement(Operation operation, String key, double perSecond) {
    Cell cell = new Cell(operation, "4k", key, 1);
    return new Measurement(cell, Contestants.OPENSSL_SPEED, perSecond, perSecond, 0);
  }
}
