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
import org.sealgate.fixtures.corpus.Corpora;
import org.sealgate.fixtures.corpus.Manifest;
import org.sealgate.fixtures.corpus.ManifestRow;

/** One row of the manifest of the corpora, as path validation sees it. */
record CorpusRow(Path root, ManifestRow row) {

  /** All rows; the test is skipped, and says so, where there are no corpora. */
  static Stream<CorpusRow> all() {
    Path root = Corpora.find().orElseGet(() -> abort("no corpora here: set SEALGATE_CORPORA"));
    try {
      return Manifest.in(root).rows().stream().map(row -> new CorpusRow(root, row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String path() {
    return row.path();
  }

  String corpus() {
    return row.corpus();
  }

  String name() {
    return row.path().substring(row.path().lastIndexOf('/') + 1);
  }

  boolean is(String operation) {
    return row.operationWord().equals(operation);
  }

  Path file() {
    return row.file(root);
  }

  Path folder() {
    return root.resolve(corpus());
  }

  /** The value of a key of the material; empty where it is absent. */
  String material(String key) {
    return row.material().value(key).orElse("");
  }

  /** The certificates of the files that the material names. */
  List<X509Certificate> certificates(String key) {
    return Arrays.stream(material(key).split(","))
        .filter(name -> !name.isEmpty())
        .flatMap(name -> Certificates.read(read(row.file(root, name))).stream())
        .map(MailCertificate::x509)
        .toList();
  }

  X509Certificate certificate(String key) {
    return certificates(key).getFirst();
  }

  /** What should come out, as written. */
  String expected() {
    return row.expected().toString();
  }

  Optional<Set<String>> expectedSet(String key) {
    return row.expected()
        .value(key)
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
    return path();
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
