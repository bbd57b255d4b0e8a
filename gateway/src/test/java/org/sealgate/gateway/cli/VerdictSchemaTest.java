package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;

/** The published schema and what the commands print are one. */
class VerdictSchemaTest {
  private static final Octets MAIL = Octets.of(TestMails.plain());

  private final SmimeEngine engine = SmimeEngine.create();
  private final TestIdentity alice = TestPki.shared().user("alice@example.org").issue();
  private final TestIdentity rsa = TestPki.shared().user("bob@example.net").issue();

  @TempDir private Path folder;

  @BeforeEach
  void writeMails() throws IOException {
    Identity signer =
        new Identity(MailCertificate.of(alice.certificate()), alice.chain(), alice.privateKey());
    SignOptions clear = SignOptions.by(signer);
    EncryptOptions encryption = EncryptOptions.to(List.of(MailCertificate.of(rsa.certificate())));
    write("plain.eml", out -> MAIL.writeTo(out));
    write("clear.eml", out -> engine.sign(MAIL, clear, out));
    write("opaque.eml", out -> engine.sign(MAIL, clear.asOpaque(), out));
    write("encrypted.eml", out -> engine.encrypt(MAIL, encryption, out));
    write("headers.eml", out -> engine.sign(MAIL, clear.withProtectedHeaders(), out));
    write(
        "broken.eml",
        out ->
            out.write(
                "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nMIIB\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
    Files.writeString(folder.resolve("root.pem"), alice.anchorPem());
  }

  /** Something that writes to a stream. */
  @FunctionalInterface
  private interface Writer {
    void to(OutputStream out) throws IOException;
  }

  private void write(String name, Writer writer) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      writer.to(out);
    }
  }

  @Test
  void everyVerdictFollowsThePublishedSchema() throws IOException {
    Schema schema = Schema.of(schemaFile());
    for (String mail :
        List.of(
            "plain.eml", "clear.eml", "opaque.eml", "encrypted.eml", "headers.eml", "broken.eml")) {
      JsonNode verified = printed("verify", "--json", "--trust", "root.pem", mail);
      assertThat(schema.problems(verified)).as(mail + ": " + verified).isEmpty();
      assertThat(schema.problems(printed("inspect", "--json", mail))).as(mail).isEmpty();
    }
    JsonNode several = printed("inspect", "--json", "plain.eml", "clear.eml");
    assertThat(several).hasSize(2);
    assertThat(schema.problems(several)).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNoVerdict() throws IOException {
    Schema schema = Schema.of(schemaFile());
    JsonNode none = new ObjectMapper().readTree("{\"result\":\"pass\"}");
    assertThat(schema.problems(none)).isNotEmpty();
  }

  private JsonNode printed(String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            Optional.empty(),
            false,
            false);
    new Program(terminal).run(words);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    return new ObjectMapper().readTree(out.toByteArray());
  }

  /** Tests run in the folder of their module, or at the top. */
  private static Path schemaFile() {
    Path here = Path.of("docs/verdict.schema.json");
    return Files.exists(here) ? here : Path.of("..").resolve(here);
  }
}
