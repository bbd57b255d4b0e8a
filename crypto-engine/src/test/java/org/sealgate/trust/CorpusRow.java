package org.sealgate.trust;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.MailCertificate;

/** One row of the manifest of the corpora. */
record CorpusRow(
    Path root, String path, String operation, String materials, String expected, String source) {

  /** All rows; the test is skipped, and says so, where there are no corpora. */
  static Stream<CorpusRow> all() {
    Path root = Corpora.root().orElseGet(() -> abort("no corpora here: set SEALGATE_CORPORA"));
    try (Stream<String> lines = Files.lines(root.resolve("MANIFEST.tsv"))) {
      return lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cell -> new CorpusRow(root, cell[0], cell[1], cell[2], cell[3], cell[4]))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String corpus() {
    return path.substring(0, path.indexOf('/'));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean is(String wanted) {
    return operation.equals(wanted);
  }

  Path file() {
    return root.resolve(path);
  }

  Path folder() {
    return root.resolve(corpus());
  }

  /** The value of a key of the material; empty where it is absent. */
  String material(String key) {
    return value(materials, key).orElse("");
  }

  /** The certificates of the files that the material names. */
  List<X509Certificate> certificates(String key) {
    return Arrays.stream(material(key).split(","))
        .filter(name -> !name.isEmpty())
        .flatMap(name -> Certificates.read(read(folder().resolve(name))).stream())
        .map(MailCertificate::x509)
        .toList();
  }

  X509Certificate certificate(String key) {
    return certificates(key).getFirst();
  }

  Optional<Set<String>> expectedSet(String key) {
    return value(expected, key)
        .map(text ->
            Arrays.stream(text.split(":"))
                .filter(policy -> !policy.equals("<empty>"))
                .map(policy -> policy.equals("anyPolicy") ? PathPolicies.ANY : policy)
                .collect(Collectors.toSet()));
  }

  byte[] octets() {
    return read(file());
  }

  @Override
  public String toString() {
    return path;
  }

  private static Optional<String> value(String text, String key) {
    return Arrays.stream(text.split(";"))
        .filter(part -> part.startsWith(key + "="))
        .map(part -> part.substring(key.length() + 1))
        .findFirst();
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
