package org.sealgate.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.util.List;
import org.apache.mailet.Mailet;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.Tools;

final class SmimeInboundTest {
  private static final String PLAIN =
      """
      Authentication-Results: mx.james.test; smime=pass
      Authentication-Results: mx.elsewhere.test; dkim=pass
      X-Sealgate-Verdict: result=pass
      From: bob@partner.test
      To: alice@james.test
      Subject: plain

      Hello.
      """;

  private final FakeJames james = new FakeJames();
  private final TestGateway gateway = TestGateway.with("");
  private ForeignMails foreign;

  @BeforeEach
  void start() {
    Tools.require("openssl");
    foreign = new ForeignMails();
  }

  @AfterEach
  void close() {
    gateway.close();
    if (foreign != null) {
      foreign.close();
    }
  }

  @Test
  void opensMailForAKeyThatExpiredIn2019() throws Exception {
    String opened = through(open(), foreign.encrypted(TestGateway.ALICE_THEN));

    assertThat(opened)
        .contains("The answer is 43.", "Subject: answer")
        .contains("decryption=pass", "Authentication-Results: mx.james.test; smime=none");
  }

  @Test
  void opensAndVerifiesBothLayers() throws Exception {
    String opened = through(open(), foreign.signedAndEncrypted(TestGateway.BOB, TestGateway.ALICE));

    assertThat(opened)
        .contains("The answer is 43.", "decryption=pass", "integrity=pass", "smime=pass")
        .contains("layers=encrypted,signed");
  }

  @Test
  void leavesAClearSignatureInPlaceForTheRecipientsOwnProgram() throws Exception {
    String mail = foreign.signed(TestGateway.BOB, "bob@partner.test");

    String opened = through(open(), mail);

    assertThat(opened)
        .contains("smime=pass", "body.smime-identifier=\"bob@partner.test\"", "path=pass")
        .endsWith(mail.substring(mail.indexOf("\n\n")).replace("\n", "\r\n"));
  }

  @Test
  void saysFailOfWhatWasTamperedWith() throws Exception {
    String mail = foreign.signed(TestGateway.BOB, "bob@partner.test");

    assertThat(through(open(), mail.replace("The answer is 43.", "The answer is 44.")))
        .contains("smime=fail", "integrity=fail");
  }

  @Test
  void saysFailOfASpoofedSender() throws Exception {
    String mail = foreign.signed(TestGateway.BOB, "Carol <carol@partner.test>");

    assertThat(through(open(), mail)).contains("smime=fail", "address=fail", "integrity=pass");
  }

  @Test
  void removesForgedFieldsAndNoOthers() throws Exception {
    String opened = through(open(), PLAIN);

    assertThat(opened)
        .contains("mx.elsewhere.test; dkim=pass", "mx.james.test; smime=none", "Hello.")
        .doesNotContain("smime=pass", "result=pass");
    assertThat(opened.split("X-Sealgate-Verdict", -1)).hasSize(2);
  }

  @Test
  void passesOnWhatNoKeyOpensAndSaysSo() throws Exception {
    String mail = foreign.encrypted(TestGateway.CAROL);

    assertThat(through(open(), mail))
        .contains("decryption=no-key", "smime-type=enveloped-data")
        .endsWith(mail.substring(mail.indexOf("\n\n")).replace("\n", "\r\n"));
  }

  @Test
  void rejectsWhatNoKeyOpensWhereThatIsWanted() throws Exception {
    try (TestGateway strict = TestGateway.with("inbound: {on-undecryptable: reject}\n")) {
      SmimeInbound mailet = james.start(new SmimeInbound(FakeJames.FILES), strict);

      assertThatThrownBy(() -> through(mailet, foreign.encrypted(TestGateway.CAROL)))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("no key here opens the mail");
    }
  }

  @Test
  void doesNotTakeItsOwnFieldsForForgeriesWhenAMailComesAgain() throws Exception {
    SmimeInbound mailet = open();
    FakeMail mail =
        FakeJames.mail(
            "bob@partner.test", foreign.encrypted(TestGateway.ALICE), "alice@james.test");

    mailet.service(mail);
    String once = FakeJames.text(mail.getMessage());
    mailet.service(mail);

    assertThat(FakeJames.text(mail.getMessage())).isEqualTo(once);
    mailet.destroy();
  }

  @Test
  void singleStepsDecryptAndVerify() throws Exception {
    String encrypted = foreign.encrypted(TestGateway.ALICE);
    String signed = foreign.signed(TestGateway.BOB, "bob@partner.test");

    assertThat(through(james.start(new SmimeDecrypt(FakeJames.FILES), gateway), encrypted))
        .contains("The answer is 43.");
    assertThat(through(james.start(new SmimeDecrypt(FakeJames.FILES), gateway), signed))
        .doesNotContain("smime=");
    assertThat(through(james.start(new SmimeVerify(FakeJames.FILES), gateway), encrypted))
        .contains("smime-type=enveloped-data");
    assertThat(through(james.start(new SmimeVerify(FakeJames.FILES), gateway), signed))
        .contains("smime=pass");
  }

  @Test
  void matchersLookAtTheOutermostLayer() throws Exception {
    IsSmimeSigned isSigned = new IsSmimeSigned();
    IsSmimeEncrypted isEncrypted = new IsSmimeEncrypted();
    FakeMail signed = mail(foreign.signed(TestGateway.BOB, "bob@partner.test"));
    FakeMail encrypted = mail(foreign.encrypted(TestGateway.ALICE));

    assertThat(isSigned.match(signed)).hasSize(1);
    assertThat(isSigned.match(encrypted)).isEmpty();
    assertThat(isSigned.match(mail(PLAIN))).isEmpty();
    assertThat(isEncrypted.match(encrypted)).hasSize(1);
    assertThat(isEncrypted.match(signed)).isEmpty();
  }

  @Test
  void matchersAskForIdentitiesAndCertificates() throws Exception {
    FakeMatcherConfig config =
        FakeMatcherConfig.builder()
            .matcherName("matcher")
            .condition(gateway.config().toString())
            .build();
    SenderHasIdentity identity = new SenderHasIdentity(FakeJames.FILES);
    HasEncryptionCertificate certificate = new HasEncryptionCertificate(FakeJames.FILES);
    identity.init(config);
    certificate.init(config);
    List<String> recipients = List.of("bob@partner.test", "dave@partner.test");
    FakeMail ours = FakeJames.mail("alice@james.test", PLAIN, recipients.toArray(String[]::new));

    assertThat(identity.match(ours)).hasSize(2);
    assertThat(identity.match(mail(PLAIN))).isEmpty();
    assertThat(certificate.match(ours)).hasSize(1);
    identity.destroy();
    certificate.destroy();
  }

  private SmimeInbound open() throws MessagingException {
    return james.start(new SmimeInbound(FakeJames.FILES), gateway);
  }

  private static FakeMail mail(String text) throws MessagingException {
    return FakeJames.mail("bob@partner.test", text, "alice@james.test");
  }

  private static String through(Mailet mailet, String text) throws Exception {
    FakeMail mail = mail(text);
    mailet.service(mail);
    mailet.destroy();
    // Folded fields are compared as one line.
    return FakeJames.text(mail.getMessage()).replace("\r\n ", " ").replace("\r\n\t", " ");
  }
}
