package org.sealgate.gateway.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Configuration;
import org.sealgate.config.Sealgate;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.server.James38;
import org.sealgate.fixtures.server.JamesPlaces;
import org.sealgate.fixtures.server.JamesSetup;
import org.sealgate.fixtures.server.MemoryDirectory;
import org.sealgate.fixtures.server.Person;
import org.sealgate.fixtures.server.SmtpSink;

/**
 * The whole system on loopback: a directory with the partner's certificate, a key archive with
 * ours, the next hop, and a real James with our mailets. Gone without a trace when closed, or when
 * this process ends.
 */
final class House implements AutoCloseable {
  static final String PASSWORD = "alice-reads-mail";
  private static final String PASSPHRASE = "demo archive passphrase";

  private final TemporaryDirectory folder = TemporaryDirectory.create();
  private final MemoryDirectory directory;
  private final SmtpSink nextHop;
  private final James38 james;
  private final Thread hook = new Thread(folder::close, "demo-end");

  private House(Cast cast) throws IOException {
    Runtime.getRuntime().addShutdownHook(hook);
    directory = MemoryDirectory.start(cast.pki());
    directory.add(Person.of(Cast.BOB, cast.bob().certificate()));
    directory.add(Person.of(Cast.CAROL));
    nextHop = SmtpSink.start();
    Path configuration = configure(cast);
    fillArchive(configuration, cast);
    james = startJames(configuration);
  }

  /** Builds it and waits until it takes mail. */
  static House build(Cast cast) throws IOException {
    placeJames();
    return new House(cast);
  }

  /** The launcher knows where the project is; from elsewhere it is looked for upwards. */
  private static void placeJames() throws IOException {
    String home = System.getProperty("sealgate.home", "");
    if (home.isEmpty()) {
      return;
    }
    Path lib = Path.of(home, "test-fixtures/james-server/target/james-server/lib");
    System.setProperty("sealgate.james.lib", lib.toString());
    Path built = Path.of(home, "mailet/target");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(built, "sealgate-mailet-*-james-3.8.jar")) {
      for (Path jar : jars) {
        System.setProperty("sealgate.james.mailet.jar", jar.toString());
      }
    }
  }

  private Path configure(Cast cast) {
    folder.write("archive.passphrase", PASSPHRASE + "\n");
    folder.write("anchor.pem", TestIdentity.pem(cast.pki().anchor()));
    return folder.write(
        "sealgate.yaml",
        """
        authserv-id: mx.%1$s
        archive:
          path: keys.db
          passphrase: file:archive.passphrase
          signs-for: ["@%1$s"]
        trust:
          anchors: [anchor.pem]
        directories:
          - kind: openldap
            servers: [127.0.0.1:%2$d]
            security: none
            base: %3$s
        outbound:
          otherwise:
            sign: if-identity
            encrypt: if-certificate
        """
            .formatted(Cast.OUR_DOMAIN, directory.port(), MemoryDirectory.BASE));
  }

  private static void fillArchive(Path configuration, Cast cast) {
    try (Sealgate sealgate = open(configuration)) {
      KeyArchive archive = sealgate.archive().orElseThrow();
      archive.add(Cast.identity(cast.oldAlice()));
      archive.add(Cast.identity(cast.alice()));
    }
  }

  private James38 startJames(Path configuration) {
    String mailets =
        """
        <mailet match="RecipientIsLocal" class="org.sealgate.mailet.SmimeInbound">
          <config>%1$s</config>
        </mailet>
        <mailet match="SenderIsLocal" class="org.sealgate.mailet.SmimeOutbound">
          <config>%1$s</config>
        </mailet>
        """
            .formatted(configuration);
    return James38.start(
        JamesSetup.relaying(mailets, new InetSocketAddress(nextHop.host(), nextHop.port()))
            .extension(JamesPlaces.mailetsForJames38())
            .domain(Cast.OUR_DOMAIN)
            .user(Cast.ALICE, PASSWORD));
  }

  private static Sealgate open(Path configuration) {
    return Sealgate.open(Configuration.read(configuration), Clock.systemUTC());
  }

  /** The same configuration that James has. */
  Sealgate sealgate() {
    return open(folder.path().resolve("sealgate.yaml"));
  }

  /** A folder for scratch. */
  TemporaryDirectory folder() {
    return folder;
  }

  James38 james() {
    return james;
  }

  SmtpSink nextHop() {
    return nextHop;
  }

  MemoryDirectory directory() {
    return directory;
  }

  /** What James says of a failure, where it says something. */
  Optional<String> complaint() {
    return james.log().stream().filter(line -> line.contains("ERROR")).findFirst();
  }

  @Override
  public void close() {
    james.close();
    nextHop.close();
    directory.close();
    folder.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // this process is ending: the hook runs or has run
    }
  }
}
