package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.server.SmtpSink;

/** Who is told of keys that expire: each once for each threshold, whatever goes wrong. */
class KeysReportTest {
  @TempDir private Path folder;
  private final SmtpSink sink = SmtpSink.start();

  @BeforeEach
  void furnish() throws IOException {
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        """
        archive: {path: keys.db, key-file: master.key}
        notifications:
          smtp: {host: 127.0.0.1, port: %d, security: none}
          from: sealgate@example.org
          administrators: [postmaster@example.org]
          hook: [/usr/bin/tee, -a, events]
        """
            .formatted(sink.port()));
    Files.createDirectory(folder.resolve("keys"));
    add("alice", 20);
    add("bob", 80);
    add("carol", 300);
    run("import", "keys").exits(0);
  }

  private void add(String name, int days) throws IOException {
    TestIdentity identity =
        TestPki.shared()
            .user(name + "@example.org")
            .use(KeyUse.ENCRYPTION)
            .validFrom(Instant.now().minus(30, ChronoUnit.DAYS))
            .validTo(Instant.now().plus(days, ChronoUnit.DAYS).plusSeconds(3600))
            .issue();
    Files.writeString(
        folder.resolve("keys").resolve(name + ".pem"),
        identity.privateKeyPem() + identity.chainPem());
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void theReportSaysWhoWhatAndWhenInEveryFormat() throws IOException {
    String text = run("report").exits(0).text();
    assertThat(text)
        .containsPattern("in 20 days .*alice@example.org")
        .containsPattern("in 80 days .*bob@example.org")
        .doesNotContain("carol");
    assertThat(run("report", "--within", "30").text()).doesNotContain("bob");
    JsonNode json = run("report", "--within", "400", "--json").json();
    assertThat(json.path("expiring").findValuesAsText("daysLeft"))
        .containsExactly("20", "80", "300");
    assertThat(run("report", "--format", "csv").text().lines()).hasSize(3);
    String calendar = run("report", "--format", "ics").text();
    assertThat(calendar)
        .startsWith("BEGIN:VCALENDAR\r\n")
        .contains("SUMMARY:Certificate of alice@example.org ends\r\n")
        .endsWith("END:VCALENDAR\r\n");
  }

  @Test
  void ownersAndAdministratorsAreToldOnceForEachThreshold() throws IOException {
    run("report", "--notify").exits(0);
    assertThat(sink.mails())
        .extracting(mail -> mail.recipients().getFirst())
        .containsExactlyInAnyOrder(
            "postmaster@example.org", "alice@example.org", "bob@example.org");
    assertThat(sink.mails().getFirst().text())
        .contains("Auto-Submitted: auto-generated")
        .contains("2 mail certificates end soon")
        .contains("alice@example.org, in 20 days");
    assertThat(run("report", "--notify").exits(0).text()).isEmpty();
    assertThat(sink.mails()).hasSize(3);
  }

  @Test
  void aNoticeThatWasNotTakenIsSentTheNextTime() throws IOException {
    sink.refuse("alice@example.org");
    CommandRun refused = run("report", "--notify").exits(3);
    assertThat(refused.err()).contains("alice@example.org").contains("sent again");
    assertThat(sink.mails()).hasSize(2);
    assertThat(run("report", "--notify").exits(3).err()).contains("alice@example.org");
    assertThat(sink.mails()).hasSize(2);
  }

  @Test
  void theHookHearsOfWhatExpiresAndThenOfEveryEvent() throws IOException {
    run("report", "--notify").exits(0);
    assertThat(Files.readString(folder.resolve("events")))
        .contains("\"event\":\"expiring\"")
        .doesNotContain("imported");
    run("retire", "--reason", "left", "alice@example.org").exits(0);
    run("report", "--notify").exits(0);
    assertThat(Files.readString(folder.resolve("events"))).contains("\"event\":\"retired\"");
  }

  private CommandRun run(String... words) {
    return CommandRun.in(
        folder, Stream.concat(Stream.of("keys"), Stream.of(words)).toArray(String[]::new));
  }
}
