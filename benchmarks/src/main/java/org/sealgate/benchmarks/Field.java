package org.sealgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All contestants, each in a process of its own with the same keys and mails. */
final class Field implements AutoCloseable {
  private static final List<String> JVM =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED");

  private final Map<String, Participant> participants = new LinkedHashMap<>();

  private Field() {}

  static Field start(Arguments arguments, Material material) throws IOException {
    Field field = new Field();
    Path libcrypto = arguments.libcrypto();
    for (String name : arguments.contestants()) {
      if (!Contestants.isNative(name)) {
        field.participants.put(name, Participant.start(name, java(name)));
      } else if (libcrypto != null) {
        field.participants.put(name, Participant.start(name, List.of(libcrypto.toString())));
      } else {
        System.err.println(name + " is left out: gcc or OpenSSL's headers are missing");
      }
    }
    int others = arguments.plan().mostRecipients() - 1;
    field.participants.forEach(
        (name, participant) -> introduce(name, participant, material, others));
    return field;
  }

  private static List<String> java(String name) {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "worker", name));
    return command;
  }

  private static void introduce(
      String name, Participant participant, Material material, int others) {
    try {
      for (String key : Cell.KEYS) {
        participant.key(key, material.key(key), material.certificates(key));
      }
      for (String size : Cell.SIZES) {
        // Who uses libcrypto takes the outer header fields off the mail himself.
        boolean whole = !Contestants.isNative(name);
        participant.load("mail-" + size, whole ? material.mail(size) : material.entity(size));
      }
      if (others > 0) {
        participant.others(material.others(others));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Map<String, Participant> participants() {
    return participants;
  }

  Optional<Participant> named(String name) {
    return Optional.ofNullable(participants.get(name));
  }

  /** One that is known to take part. */
  Participant participant(String name) {
    return named(name).orElseThrow(() -> new IllegalStateException(name + " takes no part"));
  }

  /** The one that can tell the processor time of any process to the nanosecond. */
  Optional<Participant> clock() {
    return named(Contestants.LIBCRYPTO);
  }

  /** The first of these that takes part. */
  Participant firstOf(List<String> names) {
    return names.stream()
        .map(this::named)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("none of " + names + " takes part"));
  }

  static String style(String name) {
    return switch (name) {
      case Contestants.LIBCRYPTO -> "user";
      case Contestants.LIBCRYPTO_TUNED -> "tuned";
      default -> "1";
    };
  }

  @Override
  public void close() throws IOException {
    for (Participant participant : participants.values()) {
      participant.close();
    }
  }
}
