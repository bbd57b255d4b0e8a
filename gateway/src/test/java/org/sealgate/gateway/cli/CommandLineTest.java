package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.oldmail.OldMailbox;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/**
 * Runs scripts of commands, each with the exit code it must have and patterns of what it must say.
 * Lines of a script: {@code $ command}, {@code exit N}, {@code out PATTERN}, {@code err PATTERN},
 * {@code noout}, {@code absent FILE}. A command {@code openssl} is the foreign one.
 */
class CommandLineTest {
  @TempDir private Path folder = Path.of("");

  private int exit;
  private String out = "";
  private String err = "";

  @BeforeEach
  void furnish() throws IOException {
    TestPki pki = TestPki.shared();
    TestIdentity alice = pki.user("alice@example.org").issuedBy(pki.root()).issue();
    TestIdentity bob = pki.user("bob@example.net").issue();
    byte[] key = alice.pkcs12("secret");
    write("alice.p12", key);
    write("bob.p12", bob.pkcs12("secret"));
    write("truncated.p12", Arrays.copyOf(key, key.length / 2));
    write("password", "secret\n".getBytes(StandardCharsets.UTF_8));
    write("wrong", "not it\n".getBytes(StandardCharsets.UTF_8));
    write("alice.pem", alice.certificatePem().getBytes(StandardCharsets.US_ASCII));
    write("alice.key", alice.privateKeyPem().getBytes(StandardCharsets.US_ASCII));
    write("ca.pem", TestIdentity.pem(pki.anchor()).getBytes(StandardCharsets.US_ASCII));
    write("plain.eml", TestMails.plain("alice@example.org", "bob@example.net", "Hello"));
    write(
        "broken.eml",
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIAGnonsense\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    write(
        "footer.eml",
        """
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: application/pkcs7-mime; smime-type=enveloped-data

        MIAGnonsense
        --b
        Content-Type: text/plain

        Scanned for viruses.
        --b--
        """
            .getBytes(StandardCharsets.US_ASCII));
    write(
        "sealgate.yaml",
        """
        archive:
          path: keys.db
          passphrase: file:password
        trust:
          anchors: [ca.pem]
        """
            .getBytes(StandardCharsets.US_ASCII));
    write(
        "directory.yaml",
        """
        directories:
          - servers: [127.0.0.1:1]
            security: none
            base: dc=example,dc=org
        """
            .getBytes(StandardCharsets.US_ASCII));
    OldMailbox.of(pki, 12).writeMbox(folder.resolve("old.mbox"));
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages.txt", "keys.txt", "bad-input.txt", "archive.txt", "doctor.txt"})
  void doesWhatTheScriptSays(String script) throws Exception {
    for (String line : lines(script)) {
      String[] words = line.split(" ", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "$" -> run(rest);
        case "exit" -> assertThat(exit).as(context(line)).isEqualTo(Integer.parseInt(rest));
        case "out" -> assertThat(out).as(context(line)).containsPattern(rest);
        case "err" -> assertThat(err).as(context(line)).containsPattern(rest);
        case "noout" -> assertThat(out).as(context(line)).isEmpty();
        case "absent" -> assertThat(folder.resolve(rest)).as(context(line)).doesNotExist();
        default -> throw new IllegalArgumentException(line);
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") && name.startsWith("."));
    }
  }

  private String context(String line) {
    return line + "\nexit " + exit + "\nout: " + out + "\nerr: " + err;
  }

  private static List<String> lines(String script) throws IOException {
    try (InputStream in = CommandLineTest.class.getResourceAsStream(script)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  private void run(String command) throws Exception {
    String[] words = command.split(" ", -1);
    if (words[0].equals("openssl")) {
      Tools.require("openssl");
      Process process = new ProcessBuilder(words).directory(folder.toFile()).start();
      out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      exit = process.waitFor();
      return;
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(Files.readAllBytes(folder.resolve("plain.eml"))),
            written,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            Optional.empty(),
            false,
            false);
    exit = new Program(terminal).run(Arrays.copyOfRange(words, 1, words.length));
    out = written.toString(StandardCharsets.UTF_8);
    err = said.toString(StandardCharsets.UTF_8);
    assertThat(err.lines().count()).as("one line: " + err).isLessThanOrEqualTo(1);
  }
}
