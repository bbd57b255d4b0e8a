package org.sealgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sealgate.Secret;
import org.sealgate.SmimeException;

/** Every row of the corpora whose operation is pkcs12: keys, certificates, and what is refused. */
class KeyFileCorpusTest {
  private static final Path CORPORA = corpora();

  /** Rows that do not say what should come of them: the password or the outcome is not known. */
  private static final List<String> UNDETERMINED =
      List.of("pkcs12/go-pkcs12/vec01.p12", "bc-test-data/asn1/test_key_pbmac1_bcjsse.pfx");

  @TestFactory
  Stream<DynamicTest> readsAsTheRowSays() throws IOException {
    Path manifest = CORPORA.resolve("MANIFEST.tsv");
    assumeTrue(Files.exists(manifest), "the corpora are not beside the project");
    return Files.readAllLines(manifest).stream()
        .map(line -> line.split("\t", -1))
        .filter(row -> row.length > 3 && row[1].equals("pkcs12"))
        .map(row -> DynamicTest.dynamicTest(row[0], () -> check(row)));
  }

  private static void check(String[] row) throws Exception {
    byte[] file = Files.readAllBytes(CORPORA.resolve(row[0]));
    String password = row[2].replaceFirst("^password=", "");
    List<Secret> passwords =
        password.isEmpty() || password.equals("?") ? List.of() : List.of(Secret.of(password));
    if (UNDETERMINED.contains(row[0])) {
      assertThatThrownBy(() -> IdentityFile.read(file, passwords))
          .isInstanceOf(SmimeException.class);
    } else if (row[3].startsWith("reject")) {
      assertThatThrownBy(() -> IdentityFile.read(file, passwords))
          .isInstanceOf(SmimeException.class);
    } else {
      matches(IdentityFile.read(file, passwords), row[3]);
    }
  }

  private static void matches(IdentityFile read, String expected) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : expected.split(";", -1)) {
      String[] pair = field.split("=", 2);
      fields.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    if (fields.containsKey("keys")) {
      assertThat(read.keyCount()).as("keys").isEqualTo(Integer.parseInt(fields.get("keys")));
    }
    if (fields.containsKey("cert_sha1")) {
      TreeSet<String> wanted = new TreeSet<>(List.of(fields.get("cert_sha1").split(",", -1)));
      wanted.remove("");
      TreeSet<String> found = new TreeSet<>();
      read.allCertificates().forEach(certificate -> found.add(sha1(certificate)));
      assertThat(found).isEqualTo(wanted);
    }
  }

  private static String sha1(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path corpora() {
    String stated = System.getProperty("sealgate.corpora", System.getenv("SEALGATE_CORPORA"));
    if (stated != null) {
      return Path.of(stated);
    }
    try {
      Path folder = Path.of("").toRealPath();
      while (folder != null) {
        Path found = folder.resolveSibling("shared").resolve("corpora");
        if (Files.isDirectory(found)) {
          return found;
        }
        folder = folder.getParent();
      }
      return Path.of("corpora-not-found");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
