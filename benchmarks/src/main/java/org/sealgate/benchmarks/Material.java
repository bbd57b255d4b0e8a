package org.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Keys, certificates and plain mails in a directory, the same for everybody. */
final class Material {
  private static final long SEED = 20261122;

  private static final String OUTER =
      """
      From: Alice <alice@example.org>
      To: Bob <bob@example.org>
      Subject: Figures of the third quarter
      Date: Sun, 22 Nov 2026 09:00:00 +0000
      Message-ID: <benchmark@example.org>
      MIME-Version: 1.0
      """;

  private static final String INNER =
      """
      Content-Type: multipart/mixed; boundary="----------0f3a9c1b7d2e4f60a1b2c3d4"

      ------------0f3a9c1b7d2e4f60a1b2c3d4
      Content-Type: text/plain; charset=us-ascii
      Content-Transfer-Encoding: 7bit

      Dear Bob,

      the figures are attached. Please read them before the meeting on Tuesday, and bring
      what you have on the second region with you: nobody here can tell where the difference
      comes from.

      Kind regards
      Alice

      ------------0f3a9c1b7d2e4f60a1b2c3d4
      Content-Type: application/octet-stream; name="figures.bin"
      Content-Transfer-Encoding: base64
      Content-Disposition: attachment; filename="figures.bin"

      """;

  private static final String END = "\n------------0f3a9c1b7d2e4f60a1b2c3d4--\n";

  private final Path directory;

  private Material(Path directory) {
    this.directory = directory;
  }

  static Material in(Path directory) throws IOException {
    Material material = new Material(directory);
    TestPki pki = TestPki.named("Sealgate Benchmark");
    for (String key : Cell.KEYS) {
      TestIdentity person = pki.user("alice@example.org").key(algorithm(key)).issue();
      Files.writeString(material.key(key), person.privateKeyPem());
      StringBuilder path = new StringBuilder();
      person.fullChain().forEach(each -> path.append(TestIdentity.pem(each)));
      Files.writeString(material.certificates(key), path);
    }
    for (String size : Cell.SIZES) {
      material.write(size);
    }
    return material;
  }

  private static KeyAlgorithm algorithm(String key) {
    return switch (key) {
      case "rsa2048" -> KeyAlgorithm.RSA_2048;
      case "rsa3072" -> KeyAlgorithm.RSA_3072;
      default -> KeyAlgorithm.EC_P256;
    };
  }

  /** Certificates of many other recipients: each its own, over one key, which costs nobody less. */
  Path others(int count) throws IOException {
    Path file = directory.resolve("others.pem");
    if (!Files.exists(file)) {
      TestPki pki = TestPki.named("Sealgate Benchmark of many");
      TestIdentity first = pki.user("first@example.org").issue();
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < count; i++) {
        all.append(
            pki.user("other" + i + "@example.org").sameKeyAs(first).issue().certificatePem());
      }
      Files.writeString(file, all);
    }
    return file;
  }

  private void write(String size) throws IOException {
    String lead = (OUTER + INNER).replace("\n", "\r\n");
    String end = END.replace("\n", "\r\n");
    String attachment = attachment(Cell.octets(size) - lead.length() - end.length());
    Files.writeString(mail(size), lead + attachment + end, US_ASCII);
    String entity = INNER.replace("\n", "\r\n") + attachment + end;
    Files.writeString(entity(size), entity, US_ASCII);
  }

  private static String attachment(int characters) {
    byte[] octets = new byte[characters / 78 * 57];
    new Random(SEED).nextBytes(octets);
    return Base64.getMimeEncoder().encodeToString(octets);
  }

  Path key(String name) {
    return directory.resolve(name + ".key");
  }

  Path certificates(String name) {
    return directory.resolve(name + ".pem");
  }

  /** The anchor alone, for the command line. */
  Path anchor(String name) throws IOException {
    Path file = directory.resolve(name + "-anchor.pem");
    String path = Files.readString(certificates(name), US_ASCII);
    return Files.writeString(file, path.substring(path.lastIndexOf("-----BEGIN")), US_ASCII);
  }

  /** A whole mail. */
  Path mail(String size) {
    return directory.resolve("mail-" + size + ".eml");
  }

  /** What of it is signed and encrypted: its MIME fields and its body. */
  Path entity(String size) {
    return directory.resolve("entity-" + size + ".eml");
  }

  /** The mail that a reading operation reads. */
  Path sealed(Cell cell) {
    String name = cell.operation().label() + "-" + cell.size() + "-" + cell.key();
    return directory.resolve(name + "-" + cell.recipients() + ".eml");
  }

  Path result() {
    return directory.resolve("result.eml");
  }

  /** The attachment as it stands in a mail, without line ends: what has to come out of all. */
  static String attachmentOf(Path mail) throws IOException {
    String text = Files.readString(mail, StandardCharsets.ISO_8859_1);
    String lines = text.replace("\r", "");
    int name = lines.lastIndexOf("figures.bin");
    int from = name < 0 ? -1 : lines.indexOf("\n\n", name);
    int to = from < 0 ? -1 : lines.indexOf("\n--", from);
    return to < 0 ? "" : lines.substring(from, to).replace("\n", "");
  }
}
