package org.sealgate.mailet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.server.James38;
import org.sealgate.fixtures.server.James39;
import org.sealgate.fixtures.server.JamesPlaces;
import org.sealgate.fixtures.server.JamesServer;
import org.sealgate.fixtures.server.JamesSetup;
import org.sealgate.fixtures.server.SmtpClient;
import org.sealgate.fixtures.server.SmtpSink;

/** Our mailets, as the jars that people deploy, inside the real servers. */
class SmimeInJamesIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  private static final String MAIL =
      """
      From: Alice <alice@james.test>
      To: bob@partner.test, dave@partner.test
      Subject: offer
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      The price is 42.
      """;

  /** The servers, each with the jar that is for it. */
  enum Server {
    JAMES_3_8,
    JAMES_3_9;

    JamesServer start(String mailets, SmtpSink sink) {
      JamesSetup setup = JamesSetup.relaying(mailets, sink);
      return switch (this) {
        case JAMES_3_8 -> James38.start(setup.extension(JamesPlaces.mailetsForJames38()));
        case JAMES_3_9 -> James39.start(setup.extension(JamesPlaces.mailetsForJames39()));
      };
    }
  }

  @BeforeEach
  void tools() {
    Tools.require("openssl");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void mailLeavesProtectedAsThePolicySaysAndComesInReadableWithItsVerdict(Server server) {
    String policy = "outbound: {otherwise: {sign: require, encrypt: require}}\n";
    try (TestGateway gateway = TestGateway.with(policy);
        ForeignMails foreign = new ForeignMails();
        OpensslAgent openssl = OpensslAgent.start();
        SmtpSink sink = SmtpSink.start();
        JamesServer james = server.start(mailets(gateway), sink)) {
      SmtpClient client = SmtpClient.at(james.smtp());

      client.send("alice@james.test", recipients("bob", "carol", "dave"), octets(MAIL));
      assertOpens(openssl, sink.awaitFor("bob@partner.test", SOON).bytes(), TestGateway.BOB);
      assertOpens(openssl, sink.awaitFor("carol@partner.test", SOON).bytes(), TestGateway.CAROL);
      assertThat(sink.awaitFor("alice@james.test", SOON).text())
          .contains("dave@partner.test", "certificate was found")
          .doesNotContain("The price is 42.");
      assertThat(sink.mails()).noneMatch(mail -> mail.isFor("dave@partner.test"));
      sink.clear();

      String forged = "Authentication-Results: mx.james.test; smime=pass\n";
      client.send(
          "bob@partner.test",
          List.of("alice@james.test"),
          octets(forged + foreign.encrypted(TestGateway.ALICE_THEN)));
      assertThat(unfolded(sink.awaitFor("alice@james.test", SOON).text()))
          .contains("The answer is 43.", "decryption=pass", "mx.james.test; smime=none")
          .doesNotContain("smime=pass");
      sink.clear();

      client.send(
          "bob@partner.test",
          List.of("alice@james.test"),
          octets(foreign.signed(TestGateway.BOB, "carol@partner.test")));
      assertThat(unfolded(sink.awaitFor("alice@james.test", SOON).text()))
          .contains("smime=fail", "address=fail");
      sink.clear();

      String tampered =
          foreign.signed(TestGateway.BOB, "bob@partner.test").replace("is 43", "is 44");
      client.send("bob@partner.test", List.of("alice@james.test"), octets(tampered));
      assertThat(unfolded(sink.awaitFor("alice@james.test", SOON).text()))
          .contains("smime=fail", "integrity=fail");
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void nothingLeavesWhileTheDirectoryIsDownOrTheMailCannotBeProtected(Server server) {
    String down =
        """
        outbound:
          retry: {every: 1h, attempts: 5}
        directories:
          - servers: ["127.0.0.1:1"]
            security: none
            base: dc=example,dc=org
        """;
    try (TestGateway gateway = TestGateway.with(down);
        SmtpSink sink = SmtpSink.start();
        JamesServer james = server.start(mailets(gateway), sink)) {
      SmtpClient client = SmtpClient.at(james.smtp());

      client.send("alice@james.test", recipients("dave"), octets(MAIL));
      String tooManyFields = "X-Many: yes\n".repeat(6_000) + MAIL;
      client.send("alice@james.test", recipients("bob"), octets(tooManyFields));
      // What comes after both shows that both were looked at: one spooler thread each is enough.
      client.send("alice@james.test", recipients("carol"), octets(MAIL));

      sink.awaitFor("carol@partner.test", SOON);
      assertThat(james.awaitLine(line -> line.contains("Storing mail"), SOON)).isPresent();
      assertThat(sink.mails()).hasSize(1);
    }
  }

  private static String mailets(TestGateway gateway) {
    String config = gateway.config().toString();
    return """
    <mailet match="org.sealgate.mailet.SenderHasIdentity=%s"
        class="org.sealgate.mailet.SmimeOutbound"><config>%s</config></mailet>
    <mailet match="RecipientIs=alice@james.test"
        class="org.sealgate.mailet.SmimeInbound"><config>%s</config></mailet>
    """
        .formatted(config, config, config);
  }

  private static void assertOpens(OpensslAgent openssl, byte[] mail, TestIdentity recipient) {
    Verification verified =
        openssl.verify(openssl.decrypt(mail, recipient), TestGateway.PKI.anchor());
    assertThat(verified.good()).as(verified.report()).isTrue();
    assertThat(new String(verified.content(), StandardCharsets.UTF_8)).contains("The price is 42.");
  }

  private static List<String> recipients(String... names) {
    return List.of(names).stream().map(name -> name + "@partner.test").toList();
  }

  private static byte[] octets(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String unfolded(String text) {
    return text.replace("\r\n ", " ").replace("\r\n\t", " ");
  }
}
