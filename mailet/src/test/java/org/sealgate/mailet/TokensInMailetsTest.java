package org.sealgate.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.token.SoftHsm;
import org.sealgate.fixtures.token.TestToken;

/** A gateway whose keys are on a token, beside those of its archive. */
class TokensInMailetsTest {
  private static final String TEXT =
      """
      From: Dora <dora@james.test>
      To: bob@partner.test
      Subject: offer
      MIME-Version: 1.0
      Content-Type: text/plain

      The price is 42.
      """;

  private static TestToken token;

  private final FakeJames james = new FakeJames();

  @BeforeAll
  static void fill() {
    Tools.require("openssl");
    token = SoftHsm.require().gateway();
    token.add(TestGateway.PKI.user("dora@james.test").freshKey().issue(), "dora");
  }

  private TestGateway gateway(String object) {
    return TestGateway.with(
        "tokens: [\"" + token.uri(object) + "\"]\noutbound: {otherwise: {sign: require}}\n");
  }

  @Test
  void outgoingMailIsSignedByTheToken() throws Exception {
    try (TestGateway gateway = gateway("");
        OpensslAgent openssl = OpensslAgent.start()) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("dora@james.test", TEXT, "nobody@partner.test");

      mailet.service(mail);

      Verification verified =
          openssl.verify(FakeJames.octets(mail.getMessage()), TestGateway.PKI.anchor());
      assertThat(verified.good()).as(verified.report()).isTrue();
      assertThat(new String(verified.content(), StandardCharsets.UTF_8)).contains("price is 42");
      mailet.destroy();
    }
  }

  @Test
  void mailForItAndForTheArchiveIsOpenedAndWaitsOnceItsKeyIsGone() throws Exception {
    TestIdentity leaving = TestGateway.PKI.user("eve@james.test").freshKey().issue();
    token.add(leaving, "eve");
    try (TestGateway gateway = gateway("eve");
        ForeignMails foreign = new ForeignMails()) {
      SmimeInbound mailet = james.start(new SmimeInbound(FakeJames.FILES), gateway);
      for (TestIdentity each : new TestIdentity[] {leaving, TestGateway.ALICE_THEN}) {
        FakeMail mail = FakeJames.mail("bob@partner.test", foreign.encrypted(each), "a@james.test");
        mailet.service(mail);
        assertThat(FakeJames.text(mail.getMessage())).contains("The answer is 43.");
      }

      token.removePrivateKey("eve");
      FakeMail mail =
          FakeJames.mail("bob@partner.test", foreign.encrypted(leaving), "a@james.test");
      mailet.service(mail);

      assertThat(mail.getState()).isEqualTo(Mail.GHOST);
      assertThat(james.context.getSentMails()).hasSize(1);
      mailet.destroy();
    }
  }

  @Test
  void aTokenThatDoesNotOpenIsKnownWhenTheServerStarts() {
    try (TestGateway gateway = gateway("no such key")) {
      assertThatThrownBy(() -> james.start(new SmimeInbound(FakeJames.FILES), gateway))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("labelled 'no such key'");
    }
  }
}
