package org.sealgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.certificate.Selection;
import org.sealgate.certificate.Selection.Candidate;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.policy.Decision.Outcome;
import org.sealgate.policy.OutboundMail.Shape;
import org.sealgate.policy.OutboundMail.Wrapping;
import org.sealgate.policy.Plan.Group;
import org.sealgate.policy.Treatment.Encrypt;
import org.sealgate.policy.Treatment.OnMissing;
import org.sealgate.policy.Treatment.Sign;

final class OutboundPlannerTest {
  private static final MailCertificate ALICE = certificate("alice@example.org");
  private static final MailCertificate BOB = certificate("bob@partner.example");
  private static final MailCertificate CAROL = certificate("carol@partner.example");
  private static final Treatment REQUIRED =
      new Treatment(Sign.REQUIRE, Encrypt.REQUIRE, OnMissing.REJECT, false, "default");

  private final Map<EmailAddress, MailCertificate> certificates = new HashMap<>();
  private final List<String> unavailable = new ArrayList<>();

  OutboundPlannerTest() {
    certificates.put(address("bob@partner.example"), BOB);
    certificates.put(address("carol@partner.example"), CAROL);
  }

  @Test
  void signsAndEncryptsOnceForAllWhoAreNamedAndHaveACertificate() {
    Plan plan = plan(Treatment.OPPORTUNISTIC, mail("bob@partner.example", "carol@partner.example"));

    assertThat(plan.groups()).hasSize(1);
    Group group = plan.groups().getFirst();
    assertThat(group.protection().signAs()).contains(address("alice@example.org"));
    assertThat(group.protection().encryptTo()).containsExactly(BOB, CAROL);
  }

  @Test
  void splitsWhereOneRecipientHasNoCertificate() {
    Plan plan = plan(Treatment.OPPORTUNISTIC, mail("bob@partner.example", "dave@partner.example"));

    assertThat(plan.groups()).hasSize(2);
    assertThat(plan.groups().getLast().recipients())
        .containsExactly(address("dave@partner.example"));
    assertThat(plan.groups().getLast().protection().encryptTo()).isEmpty();
    assertThat(plan.decisions())
        .extracting(Decision::outcome)
        .containsExactly(Outcome.SIGNED_AND_ENCRYPTED, Outcome.SIGNED);
  }

  @Test
  void neverEncryptsForAHiddenRecipientTogetherWithAnother() {
    OutboundMail mail =
        new OutboundMail(
            Optional.of(address("alice@example.org")),
            List.of(address("bob@partner.example"), address("carol@partner.example")),
            headers("To: bob@partner.example"),
            Shape.plain(1000));

    Plan plan = plan(Treatment.OPPORTUNISTIC, mail);

    assertThat(plan.groups()).hasSize(2);
    assertThat(plan.groups())
        .extracting(group -> group.protection().encryptTo())
        .containsExactly(List.of(BOB), List.of(CAROL));
  }

  @Test
  void rejectsWithReasonsAndAdviceWhereEncryptionIsRequired() {
    Plan plan = plan(REQUIRED, mail("bob@partner.example", "dave@partner.example"));

    assertThat(plan.groups()).hasSize(1);
    assertThat(plan.rejected()).hasSize(1);
    assertThat(plan.rejected().getFirst().text())
        .contains("dave@partner.example", "no certificate was found", "Ask the recipient");
  }

  @Test
  void saysWhyEachCertificateMayNotBeUsed() {
    OutboundPlanner planner =
        new OutboundPlanner(
            OutboundPolicy.always(REQUIRED),
            address ->
                new Selection(
                    address,
                    Optional.empty(),
                    List.of(new Candidate(BOB, "test", List.of("it expired in 2019"), "")),
                    List.of()),
            address -> Optional.of(ALICE));

    assertThat(planner.plan(mail("bob@partner.example")).rejected().getFirst().text())
        .contains("it expired in 2019");
  }

  @ParameterizedTest
  @CsvSource({"IF_CERTIFICATE", "REQUIRE"})
  void holdsWhereADirectoryDoesNotAnswer(Encrypt encrypt) {
    unavailable.add("ldap://directory: connect error");
    Treatment treatment =
        new Treatment(Sign.IF_IDENTITY, encrypt, OnMissing.SEND_CLEAR_SIGNED, false, "default");

    Plan plan = plan(treatment, mail("dave@partner.example"));

    assertThat(plan.groups()).isEmpty();
    assertThat(plan.held()).hasSize(1);
  }

  @Test
  void encryptsThoughOneOfSeveralDirectoriesDoesNotAnswer() {
    unavailable.add("ldap://directory: connect error");

    assertThat(plan(REQUIRED, mail("bob@partner.example")).groups()).hasSize(1);
  }

  @Test
  void sendsInClearOnlySignedWhereTheRuleSaysSo() {
    Treatment treatment =
        new Treatment(Sign.NEVER, Encrypt.REQUIRE, OnMissing.SEND_CLEAR_SIGNED, false, "default");

    Plan plan = plan(treatment, mail("dave@partner.example"));

    assertThat(plan.groups().getFirst().protection().signAs()).isPresent();
    OutboundMail foreign = from("mallory@elsewhere.example", "alice@example.org");
    assertThat(plan(treatment, foreign).rejected()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "mallory@elsewhere.example, alice@example.org",
    "alice@example.org, mallory@elsewhere.example",
    "'alice@example.org, mallory@elsewhere.example', alice@example.org",
    "'\"alice@example.org\" <mallory@elsewhere.example>', alice@example.org"
  })
  void doesNotSignForAnAddressTheIdentityDoesNotOwn(String from, String envelope) {
    OutboundMail mail = from(from, envelope);

    Treatment ifPossible =
        new Treatment(Sign.IF_IDENTITY, Encrypt.NEVER, OnMissing.REJECT, false, "default");
    assertThat(plan(ifPossible, mail).groups().getFirst().protection().signAs()).isEmpty();
    assertThat(plan(REQUIRED, mail).rejected().getFirst().text()).contains("signature");
  }

  @Test
  void doesNotSignWhatIsSignedNorEncryptWhatIsEncrypted() {
    Plan signed = plan(REQUIRED, shaped(Wrapping.SIGNED, "bob@partner.example"));
    Plan encrypted = plan(REQUIRED, shaped(Wrapping.ENCRYPTED, "dave@partner.example"));

    assertThat(signed.groups().getFirst().protection().signAs()).isEmpty();
    assertThat(signed.groups().getFirst().protection().encryptTo()).containsExactly(BOB);
    assertThat(encrypted.groups().getFirst().protection().isNone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Auto-Submitted: auto-replied",
    "List-Id: <staff.example.org>",
    "Content-Type: multipart/report; report-type=delivery-status",
    "Content-Type: text/calendar; method=REQUEST"
  })
  void leavesMailForProgramsReadableUnlessARuleNamesItsKindOrRequiresEncryption(String header) {
    OutboundMail mail =
        new OutboundMail(
            Optional.of(address("alice@example.org")),
            List.of(address("bob@partner.example")),
            headers("To: bob@partner.example", header),
            Shape.plain(1000));

    Plan wished = plan(Treatment.OPPORTUNISTIC, mail);
    assertThat(wished.groups().getFirst().protection().isNone()).isTrue();
    assertThat(plan(REQUIRED, mail).groups().getFirst().protection().isNone()).isFalse();

    Rule named =
        new Rule(
            "named",
            new Rule.Match(List.of(), List.of(), Set.of(mail.kind()), Optional.empty()),
            Treatment.OPPORTUNISTIC);
    OutboundPolicy policy =
        new OutboundPolicy(List.of(named), Treatment.NONE, false, true, 1 << 20, Retry.DEFAULT);
    assertThat(planner(policy).plan(mail).groups().getFirst().protection().isNone()).isFalse();
  }

  @Test
  void takesTheFirstRuleThatMatches() {
    Rule tagged =
        new Rule(
            "tagged",
            new Rule.Match(
                List.of(AddressPattern.parse("@example.org")),
                List.of(AddressPattern.parse("@partner.example")),
                Set.of(),
                Optional.of(new Rule.FieldText("Subject", "[encrypt]"))),
            REQUIRED);
    OutboundPolicy policy =
        new OutboundPolicy(List.of(tagged), Treatment.NONE, false, true, 1 << 20, Retry.DEFAULT);
    OutboundMail mail =
        new OutboundMail(
            Optional.of(address("alice@example.org")),
            List.of(address("bob@partner.example")),
            headers("Subject: [Encrypt] offer", "To: bob@partner.example"),
            Shape.plain(1000));

    assertThat(planner(policy).plan(mail).decisions().getFirst().rule()).isEqualTo("tagged");
    assertThat(planner(policy).plan(mail("bob@partner.example")).decisions().getFirst().rule())
        .isEqualTo("default");
  }

  @Test
  void rejectsBeforehandWhatWouldGrowTooLarge() {
    OutboundPolicy policy =
        new OutboundPolicy(List.of(), REQUIRED, false, true, 1 << 20, Retry.DEFAULT);
    OutboundMail mail =
        new OutboundMail(
            Optional.of(address("alice@example.org")),
            List.of(address("bob@partner.example")),
            headers("To: bob@partner.example"),
            Shape.plain(900_000));

    assertThat(planner(policy).plan(mail).rejected().getFirst().text())
        .contains("1.1 MiB", "1.0 MiB", "smaller attachments");
  }

  @Test
  void letsTheSenderOpenWhatWasEncryptedWhereThatIsWanted() {
    certificates.put(address("alice@example.org"), ALICE);
    OutboundPolicy policy =
        new OutboundPolicy(List.of(), REQUIRED, true, true, 1 << 20, Retry.DEFAULT);

    Plan plan = planner(policy).plan(mail("bob@partner.example"));

    assertThat(plan.groups().getFirst().protection().encryptTo()).containsExactly(BOB, ALICE);
  }

  private Plan plan(Treatment treatment, OutboundMail mail) {
    return planner(OutboundPolicy.always(treatment)).plan(mail);
  }

  private OutboundPlanner planner(OutboundPolicy policy) {
    return new OutboundPlanner(
        policy,
        address ->
            new Selection(
                address, Optional.ofNullable(certificates.get(address)), List.of(), unavailable),
        address -> ALICE.addresses().contains(address) ? Optional.of(ALICE) : Optional.empty());
  }

  private static OutboundMail mail(String... recipients) {
    return shaped(Wrapping.NONE, recipients);
  }

  private static OutboundMail shaped(Wrapping wrapping, String... recipients) {
    return new OutboundMail(
        Optional.of(address("alice@example.org")),
        List.of(recipients).stream().map(OutboundPlannerTest::address).toList(),
        headers("To: " + String.join(", ", recipients)),
        new Shape(wrapping, 1000, false));
  }

  private static OutboundMail from(String from, String envelope) {
    return new OutboundMail(
        Optional.of(address(envelope)),
        List.of(address("dave@partner.example")),
        new MailHeaders(
            List.of(
                new MailHeaders.Field("From", from),
                new MailHeaders.Field("To", "dave@partner.example"))),
        Shape.plain(1000));
  }

  private static MailHeaders headers(String... lines) {
    List<MailHeaders.Field> fields = new ArrayList<>();
    fields.add(new MailHeaders.Field("From", "Alice <alice@example.org>"));
    for (String line : lines) {
      int colon = line.indexOf(':');
      fields.add(new MailHeaders.Field(line.substring(0, colon), line.substring(colon + 1)));
    }
    return new MailHeaders(fields);
  }

  private static MailCertificate certificate(String address) {
    return MailCertificate.of(TestPki.shared().user(address).issue().certificate());
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }
}
