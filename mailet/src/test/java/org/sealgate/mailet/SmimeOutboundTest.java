package org.sealgate.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.pki.TestIdentity;

final class SmimeOutboundTest {
  private static final String TEXT =
      """
      From: Alice <alice@james.test>
      To: bob@partner.test, dave@partner.test
      Subject: offer
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      The price is 42.
      """;

  private static final String REQUIRED =
      """
      outbound:
        otherwise: {sign: require, encrypt: require, on-missing: reject}
        retry: {every: 1m, attempts: 2}
      """;

  private final FakeJames james = new FakeJames();

  @Test
  void signsAndEncryptsSoThatOpensslOpensIt() throws Exception {
    Tools.require("openssl");
    try (TestGateway gateway = TestGateway.with(REQUIRED);
        OpensslAgent openssl = OpensslAgent.start()) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("alice@james.test", TEXT, "bob@partner.test");

      mailet.service(mail);

      assertThat(mail.getMessage().getSubject()).isEqualTo("offer");
      assertOpens(openssl, FakeJames.octets(mail.getMessage()), TestGateway.BOB);
      assertThat(mail.getRecipients())
          .extracting(MailAddress::asString)
          .containsExactly("bob@partner.test");
      assertThat(mail.getState()).isEqualTo("transport");
      mailet.destroy();
    }
  }

  @Test
  void hidesTheSubjectOnTheWayAndGivesItBackWhereTheMailIsOpened() throws Exception {
    try (TestGateway gateway =
        TestGateway.with(
            """
            outbound:
              otherwise: {sign: require, encrypt: require, protect-headers: baseline}
              encrypt-to-sender: true
            """)) {
      SmimeOutbound outbound = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      SmimeInbound inbound = james.start(new SmimeInbound(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("alice@james.test", TEXT, "bob@partner.test");

      outbound.service(mail);

      String sealed = FakeJames.text(mail.getMessage());
      assertThat(sealed).contains("Subject: [...]").doesNotContain("offer");
      FakeMail arrived = FakeJames.mail("alice@james.test", sealed, "alice@james.test");
      inbound.service(arrived);
      assertThat(FakeJames.text(arrived.getMessage()))
          .contains("Subject: offer", "smime=pass", "headers=cipher", "The price is 42.");
      outbound.destroy();
      inbound.destroy();
    }
  }

  private static void assertOpens(OpensslAgent openssl, byte[] message, TestIdentity recipient) {
    assertThat(new String(message, StandardCharsets.UTF_8)).doesNotContain("The price is 42.");
    byte[] signed = openssl.decrypt(message, recipient);
    Verification verified = openssl.verify(signed, TestGateway.PKI.anchor());
    assertThat(verified.good()).as(verified.report()).isTrue();
    assertThat(new String(verified.content(), StandardCharsets.UTF_8)).contains("The price is 42.");
  }

  @Test
  void splitsWhereRecipientsDifferAndTellsTheSenderOfTheRefused() throws Exception {
    try (TestGateway gateway = TestGateway.with(REQUIRED)) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail =
          FakeJames.mail("alice@james.test", TEXT, "bob@partner.test", "dave@partner.test");

      mailet.service(mail);

      assertThat(mail.getRecipients())
          .extracting(MailAddress::asString)
          .containsExactly("bob@partner.test");
      assertThat(FakeJames.text(mail.getMessage())).contains("smime-type=enveloped-data");
      SentMail report = james.context.getSentMails().getFirst();
      assertThat(report.getRecipients())
          .extracting(MailAddress::asString)
          .containsExactly("alice@james.test");
      assertThat(FakeJames.text(report.getMsg()))
          .contains("dave@partner.test", "certificate was found", "Subject: offer")
          .doesNotContain("The price is 42.");
      mailet.destroy();
    }
  }

  @Test
  void givesAHiddenRecipientAnEncryptedMailOfHisOwn() throws Exception {
    Tools.require("openssl");
    try (TestGateway gateway = TestGateway.with(REQUIRED);
        OpensslAgent openssl = OpensslAgent.start()) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail =
          FakeJames.mail("alice@james.test", TEXT, "bob@partner.test", "carol@partner.test");

      mailet.service(mail);

      SentMail hidden = james.context.getSentMails().getFirst();
      assertThat(hidden.getState()).isEqualTo("transport");
      byte[] toBob = FakeJames.octets(mail.getMessage());
      byte[] toCarol = FakeJames.octets(hidden.getMsg());
      assertOpens(openssl, toBob, TestGateway.BOB);
      assertOpens(openssl, toCarol, TestGateway.CAROL);
      assertThatThrownBy(() -> openssl.decrypt(toBob, TestGateway.CAROL));
      assertThatThrownBy(() -> openssl.decrypt(toCarol, TestGateway.BOB));
      mailet.destroy();
    }
  }

  @Test
  void doesNothingToAMailThatComesAgain() throws Exception {
    try (TestGateway gateway = TestGateway.with(REQUIRED)) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("alice@james.test", TEXT, "bob@partner.test");
      mailet.service(mail);
      String once = FakeJames.text(mail.getMessage());

      mailet.service(mail);

      assertThat(FakeJames.text(mail.getMessage())).isEqualTo(once);
      mailet.destroy();
    }
  }

  @Test
  void letsAMailWaitWhileTheDirectoryIsDownAndGivesUpAfterTheLastAttempt() throws Exception {
    String down =
        REQUIRED
            + """
            directories:
              - servers: ["127.0.0.1:1"]
                security: none
                base: dc=example,dc=org
                limits: {retry-after: 1ms}
            """;
    try (TestGateway gateway = TestGateway.with(down)) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("alice@james.test", TEXT, "dave@partner.test");
      mailet.service(mail);

      assertThat(mail.getState()).isEqualTo(Mail.GHOST);
      SentMail waiting = james.context.getSentMails().getFirst();
      assertThat(waiting.getState()).isEqualTo("transport");
      assertThat(waiting.getDelay()).isPresent();
      assertThat(FakeJames.text(waiting.getMsg())).contains("The price is 42.");

      for (int attempt = 1; attempt <= 2; attempt++) {
        SentMail last = james.context.getSentMails().getLast();
        FakeMail again = FakeJames.mail("alice@james.test", TEXT, "dave@partner.test");
        last.getAttributes().values().forEach(again::setAttribute);
        mailet.service(again);
        assertThat(again.getState()).isEqualTo(Mail.GHOST);
      }

      List<SentMail> sent = james.context.getSentMails();
      assertThat(sent).hasSize(3);
      assertThat(FakeJames.text(sent.getLast().getMsg()))
          .contains("Auto-Submitted: auto-replied", "waited in vain", "dave@partner.test");
      mailet.destroy();
    }
  }

  @Test
  void doesNotStartWhereErrorsAreToBeIgnored() throws Exception {
    try (TestGateway gateway = TestGateway.with(REQUIRED)) {
      assertThatThrownBy(() ->
              james.start(
                  new SmimeOutbound(FakeJames.FILES), gateway, "onMailetException", "ignore"))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("onMailetException=ignore");
    }
  }

  @Test
  void doesNotStartWithAWrongConfiguration() throws Exception {
    try (TestGateway gateway = TestGateway.with("outbund: {}\n")) {
      assertThatThrownBy(() -> james.start(new SmimeOutbound(FakeJames.FILES), gateway))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("unknown key 'outbund'; did you mean 'outbound'?");
    }
  }

  @Test
  void keepsTheMailWhereEncryptionFails() throws Exception {
    try (TestGateway gateway = TestGateway.with(REQUIRED)) {
      SmimeOutbound mailet = james.start(new SmimeOutbound(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("alice@james.test", tooManyFields(), "bob@partner.test");

      assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);

      assertThat(james.context.getSentMails()).isEmpty();
      assertThat(mail.getRecipients()).hasSize(1);
      mailet.destroy();
    }
  }

  private static String tooManyFields() {
    return "X-Many: yes\n".repeat(6_000) + TEXT;
  }

  @Test
  void singleStepsSignAndEncrypt() throws Exception {
    try (TestGateway gateway = TestGateway.with("")) {
      SmimeSign sign = james.start(new SmimeSign(FakeJames.FILES), gateway, "opaque", "true");
      SmimeEncrypt encrypt = james.start(new SmimeEncrypt(FakeJames.FILES), gateway);
      FakeMail mail = FakeJames.mail("alice@james.test", TEXT, "bob@partner.test");

      sign.service(mail);
      assertThat(FakeJames.text(mail.getMessage())).contains("smime-type=signed-data");
      encrypt.service(mail);
      assertThat(FakeJames.text(mail.getMessage())).contains("smime-type=enveloped-data");
      sign.destroy();
      encrypt.destroy();
    }
  }
}
