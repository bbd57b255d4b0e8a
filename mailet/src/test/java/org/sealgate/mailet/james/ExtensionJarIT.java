package org.sealgate.mailet.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.fixtures.server.James38;
import org.sealgate.fixtures.server.James39;
import org.sealgate.fixtures.server.JamesPlaces;
import org.sealgate.fixtures.server.JamesServer;
import org.sealgate.fixtures.server.JamesSetup;
import org.sealgate.fixtures.server.ServerException;
import org.sealgate.fixtures.server.SmtpClient;
import org.sealgate.fixtures.server.SmtpSink;

/** The jar of our mailets in {@code extensions-jars} of real James servers. */
class ExtensionJarIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] MAIL =
      "From: a@james.test\r\nTo: b@partner.test\r\nSubject: x\r\n\r\nHello.\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void bringsItsOwnLibrariesIntoACompleteJames38() throws IOException {
    bringsItsOwnLibraries(
        new ProbeJar.Flavour("javax", JamesPlaces.lib(), JamesPlaces.mailetsForJames38()),
        James38::start);
  }

  @Test
  void bringsItsOwnLibrariesIntoTheContainerOfJames39() throws IOException {
    bringsItsOwnLibraries(
        new ProbeJar.Flavour(
            "jakarta", JamesPlaces.containerLib(), JamesPlaces.mailetsForJames39()),
        James39::start);
  }

  private void bringsItsOwnLibraries(
      ProbeJar.Flavour flavour, Function<JamesSetup, JamesServer> server) throws IOException {
    Path probe = ProbeJar.compile(folder, flavour);
    try (SmtpSink sink = SmtpSink.start();
        JamesServer james =
            server.apply(
                JamesSetup.relaying("<mailet match=\"All\" class=\"probe.Probe\"/>", sink)
                    .extension(flavour.mailets())
                    .extension(probe))) {
      SmtpClient.at(james.smtp()).send("a@james.test", List.of("b@partner.test"), MAIL);

      Path jar = flavour.mailets().getFileName();
      assertThat(sink.awaitFor("b@partner.test", SOON).text())
          .contains("X-Engine: " + jar)
          .contains("X-Bouncy-Castle: 1.85 multi-release=true " + jar + " name=CN=Probe")
          .contains("X-Yaml: read")
          .contains("X-Sqlite: opened")
          .contains("X-Cache: kept")
          .endsWith("\r\n\r\nHello.\r\n");
    }
  }

  @Test
  void aMailThatFailsIsKeptAndGoesNowhere() {
    String failing =
        """
        <mailet match="All" class="ToProcessor"><processor>error</processor></mailet>
        """;
    try (SmtpSink sink = SmtpSink.start();
        JamesServer james = James39.start(JamesSetup.relaying(failing, sink))) {
      SmtpClient.at(james.smtp()).send("a@james.test", List.of("b@partner.test"), MAIL);

      assertThat(james.awaitLine(line -> line.contains("Storing mail"), SOON)).isPresent();
      assertThat(sink.mails()).isEmpty();
    }
  }

  @Test
  void aMailetThatDoesNotExistKeepsTheServerFromStarting() {
    try (SmtpSink sink = SmtpSink.start()) {
      JamesSetup setup = JamesSetup.relaying("<mailet match=\"All\" class=\"NoSuch\"/>", sink);
      assertThatThrownBy(() -> James38.start(setup))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("James ended")
          .hasMessageContaining("Unable to init mailet NoSuch");
    }
  }
}
