package org.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of a gigabyte in a heap of 64 MiB: each operation in a process of its own, beside Bouncy
 * Castle's streaming classes on a part of it, since they take minutes.
 */
final class Streams {
  private static final List<Operation> OPERATIONS =
      List.of(
          Operation.SIGN,
          Operation.ENCRYPT_CBC,
          Operation.ENCRYPT_GCM,
          Operation.SIGN_ENCRYPT,
          Operation.DECRYPT_CBC,
          Operation.DECRYPT_GCM,
          Operation.VERIFY,
          Operation.DECRYPT_VERIFY);

  private static final List<String> JVM =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  private static final double MOST_MEGABYTES = 200;
  private static final double OVER_PEER = 10;

  private final Material material;
  private final Plan plan;

  Streams(Material material, Plan plan) {
    this.material = material;
    this.plan = plan;
  }

  /**
   * What a process says when it is done.
   *
   * @param first megabytes of the input for each second of processor time, of the first message
   * @param next the same of the message after it
   * @param resident megabytes at the most
   */
  private record Run(double first, double next, double resident) {}

  List<Goal> measure() throws IOException {
    Path folder = Files.createTempDirectory("sealgate-stream");
    try {
      return measure(folder);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private List<Goal> measure(Path folder) throws IOException {
    List<Goal> goals = new ArrayList<>();
    Path large = mail(folder.resolve("large.eml"), plan.streamed());
    Optional<Path> part =
        plan.everywhere()
            ? Optional.of(mail(folder.resolve("part.eml"), plan.streamed() / 8))
            : Optional.empty();
    for (Operation operation : OPERATIONS) {
      String label = "stream of " + (plan.streamed() >> 20) + " MiB, " + operation.label();
      System.err.println(label);
      Run ours = run(Contestants.SEALGATE, operation, large);
      goals.add(new Goal(label + ": MB for each CPU second", ours.next(), goal(operation), true));
      goals.add(
          new Goal(
              label + ", first message of a process: MB for each CPU second",
              ours.first(),
              goal(operation),
              true));
      goals.add(new Goal(label + ": MB resident", ours.resident(), MOST_MEGABYTES, false));
      if (part.isPresent() && StreamWorker.peerHas(operation)) {
        Run peer = run(Contestants.BOUNCY_CASTLE, operation, part.get());
        double ratio = ours.next() / peer.next();
        goals.add(
            new Goal(label + ": over Bouncy Castle's streaming classes", ratio, OVER_PEER, true));
      }
    }
    return goals;
  }

  private static double goal(Operation operation) {
    return switch (operation) {
      case ENCRYPT_CBC, ENCRYPT_GCM, SIGN_ENCRYPT -> 450;
      case SIGN, VERIFY, DECRYPT_CBC, DECRYPT_GCM -> 1_000;
      case DECRYPT_VERIFY -> 500;
    };
  }

  /** A mail with an attachment, and a line for each 78 octets. */
  private static Path mail(Path file, long octets) throws IOException {
    String header =
        """
        From: alice@example.org
        To: bob@example.org
        MIME-Version: 1.0
        Content-Type: application/octet-stream
        Content-Transfer-Encoding: base64

        """
            .replace("\n", "\r\n");
    byte[] lines =
        ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldY".repeat(3).substring(0, 76) + "\r\n")
            .repeat(10_000)
            .getBytes(US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header.getBytes(US_ASCII));
      for (long done = 0; done < octets; done += lines.length) {
        out.write(lines);
      }
    }
    return file;
  }

  private Run run(String contestant, Operation operation, Path mail) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("stream", contestant, operation.label(), mail.toString()));
    command.add(material.key("rsa2048").toString());
    command.add(material.certificates("rsa2048").toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader answers = process.inputReader()) {
      String answer = answers.readLine();
      if (answer == null || !answer.startsWith("ok ")) {
        throw new IOException(contestant + " cannot stream " + operation.label());
      }
      String[] words = answer.split(" ", -1);
      double megabytes = Files.size(mail) / 1e6;
      return new Run(
          megabytes / seconds(words[1]),
          megabytes / seconds(words[2]),
          Long.parseLong(words[3]) / 1e3);
    }
  }

  private static double seconds(String nanoseconds) {
    return Long.parseLong(nanoseconds) / 1e9;
  }
}
