package org.sealgate.gateway.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.provider.Crypto;

/** The examination behind {@code sealgate doctor}. */
final class Diagnosis {
  private final Terminal terminal;
  private final ConfigOption config;

  Diagnosis(Terminal terminal, ConfigOption config) {
    this.terminal = terminal;
    this.config = config;
  }

  /** How a thing stands. */
  enum Health {
    OK,
    /** Works, with something an operator should know. */
    NOTE,
    BROKEN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing looked at.
   *
   * @param topic the heading it stands under
   * @param name what was looked at
   * @param health how it stands
   * @param found one line: what was found, and what to do where it is not well
   */
  record Check(String topic, String name, Health health, String found) {
    Check {
      found = Line.of(found);
    }
  }

  /** Everything, in the order it is shown. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>(machine());
    checks.addAll(cryptography());
    checks.addAll(new ConfigurationChecks(terminal, config).examine());
    checks.addAll(programs());
    return checks;
  }

  private static List<Check> cryptography() {
    return Crypto.preferred().choices().stream()
        .map(choice ->
            new Check(
                "Cryptography",
                choice.operation() + " " + choice.algorithm(),
                choice.provider().isEmpty()
                    ? Health.BROKEN
                    : choice.isSlower() ? Health.NOTE : Health.OK,
                choice.provider().map(name -> name + ": ").orElse("") + choice.reason()))
        .toList();
  }

  private List<Check> machine() {
    Runtime runtime = Runtime.getRuntime();
    String topic = "Machine";
    return List.of(
        new Check(
            topic,
            "Java",
            Health.OK,
            System.getProperty("java.vendor") + " " + Runtime.version() + ", " + javaHome()),
        new Check(
            topic,
            "system",
            Health.OK,
            System.getProperty("os.name") + " " + System.getProperty("os.arch")),
        new Check(
            topic,
            "processors and heap",
            Health.OK,
            "%d processors, heap up to %d MiB"
                .formatted(runtime.availableProcessors(), runtime.maxMemory() >> 20)),
        temporaryFolder(topic));
  }

  private static String javaHome() {
    return System.getProperty("java.home", "");
  }

  private static Check temporaryFolder(String topic) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try {
      Files.delete(Files.createTempFile(folder, "sealgate", ".probe"));
      FileStore store = Files.getFileStore(folder);
      long free = store.getUsableSpace() >> 20;
      Health health = free < 1024 ? Health.NOTE : Health.OK;
      return new Check(topic, "temporary files", health, folder + ", " + free + " MiB free");
    } catch (IOException e) {
      return new Check(
          topic,
          "temporary files",
          Health.BROKEN,
          Complaint.of(e).text() + " (set java.io.tmpdir to a folder that can be written)");
    }
  }

  private List<Check> programs() {
    String topic = "Other programs (none is needed to run a gateway)";
    return List.of(
        program(topic, "openssl", "the demo shows that it opens our mail"),
        program(topic, "slapd", "tests run against it"),
        program(topic, "gpgsm", "tests exchange mail with it"),
        program(topic, "cmsutil", "tests exchange mail with it"),
        program(
            topic, "pk12util", "'keys import' reads profiles of Thunderbird and Firefox with it"),
        program(topic, "certtool", "tests exchange key files with it"),
        program(topic, "softhsm2-util", "tests use its tokens"),
        program(topic, "pkcs11-tool", "tests write keys to tokens with it"),
        program(topic, "postgres", "tests keep the key archive in it"));
  }

  private Check program(String topic, String name, String use) {
    Optional<Path> found = find(name);
    return new Check(
        topic,
        name,
        found.isPresent() ? Health.OK : Health.NOTE,
        found.map(Path::toString).orElse("not installed") + ": " + use);
  }

  private Optional<Path> find(String name) {
    String path =
        terminal.environment().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
