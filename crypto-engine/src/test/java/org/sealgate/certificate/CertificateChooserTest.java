package org.sealgate.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

class CertificateChooserTest {
  private static final TestPki PKI = TestPki.shared();
  private static final EmailAddress BOB = new EmailAddress("bob", "example.org");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final MailCertificate EXPIRED =
      certificate(PKI.user("bob@example.org").validYears(2017, 2019).issue());
  private static final MailCertificate FUTURE =
      certificate(PKI.user("bob@example.org").validYears(2030, 2033).issue());
  private static final MailCertificate SIGNING =
      certificate(PKI.user("bob@example.org").validYears(2025, 2028).use(KeyUse.SIGNING).issue());
  private static final MailCertificate OLDER =
      certificate(PKI.user("bob@example.org").validYears(2024, 2028).issue());
  private static final MailCertificate NEWER =
      certificate(PKI.user("Bob@EXAMPLE.org").validYears(2025, 2028).issue());
  private static final MailCertificate ENCRYPTION =
      certificate(
          PKI.user("bob@example.org").validYears(2023, 2028).use(KeyUse.ENCRYPTION).issue());
  private static final MailCertificate WEAK =
      certificate(
          PKI.user("bob@example.org").validYears(2025, 2028).key(KeyAlgorithm.RSA_1024).issue());
  private static final MailCertificate ALICE =
      certificate(PKI.user("alice@example.org").validYears(2025, 2028).issue());

  @Test
  void anExpiredCertificateBesideAValidOneDoesNotBlockEncryption() {
    Selection selection = choose(PathCheck.NONE, EXPIRED, OLDER, FUTURE, SIGNING, WEAK, ALICE);

    assertThat(selection.chosen()).contains(OLDER);
    assertThat(rejections(selection, EXPIRED)).containsExactly("expired at " + EXPIRED.notAfter());
    assertThat(rejections(selection, FUTURE)).first().asString().startsWith("valid only from");
    assertThat(rejections(selection, SIGNING)).first().asString().contains("not for encryption");
    assertThat(rejections(selection, WEAK)).first().asString().contains("RSA-1024");
    assertThat(rejections(selection, ALICE)).first().asString().contains("alice@example.org");
  }

  @Test
  void ofSeveralUsableOnesTheEncryptionCertificateThenTheNewestIsChosen() {
    assertThat(choose(PathCheck.NONE, OLDER, NEWER).chosen()).contains(NEWER);
    assertThat(choose(PathCheck.NONE, NEWER, ENCRYPTION, OLDER).candidates())
        .extracting(Selection.Candidate::certificate)
        .containsExactly(ENCRYPTION, NEWER, OLDER);
  }

  @Test
  void theOrderInWhichSourcesAnswerDoesNotMatter() {
    assertThat(choose(PathCheck.NONE, NEWER, OLDER).chosen())
        .isEqualTo(choose(PathCheck.NONE, OLDER, NEWER).chosen());
  }

  @Test
  void whatTrustObjectsToIsNotChosen() {
    PathCheck check =
        (certificate, others, at) ->
            certificate.equals(NEWER) ? Optional.of("it was revoked") : Optional.empty();

    Selection selection = choose(check, NEWER, OLDER);

    assertThat(selection.chosen()).contains(OLDER);
    assertThat(rejections(selection, NEWER)).containsExactly("it was revoked");
  }

  @Test
  void aSourceThatDoesNotAnswerIsReportedAndTheOthersDecide() {
    CertificateSource down = source("ldap://down", new CertificateSource.Unavailable("timed out"));
    CertificateSource up = source("file", new CertificateSource.Found(List.of(NEWER)));

    Selection selection =
        new CertificateChooser(List.of(down, up), PathCheck.NONE, SelectionRules.DEFAULT)
            .choose(BOB, NOW);

    assertThat(selection.chosen()).contains(NEWER);
    assertThat(selection.unavailable()).containsExactly("ldap://down: timed out");
  }

  @Test
  void aDomainCertificateStandsInOnlyWhereItIsAllowed() {
    MailCertificate domain =
        certificate(
            PKI.user("domain-confidentiality-authority@example.org")
                .validYears(2025, 2028)
                .issue());
    CertificateSource source = byAddress(domain);

    assertThat(chooser(source, false).choose(BOB, NOW).chosen()).isEmpty();
    assertThat(chooser(source, true).choose(BOB, NOW).chosen()).contains(domain);
  }

  @Test
  void aCertificateOfTheMailboxItselfGoesBeforeThatOfItsDomain() {
    MailCertificate domain =
        certificate(PKI.user("securemail@example.org").validYears(2025, 2028).issue());

    assertThat(chooser(byAddress(domain, NEWER), true).choose(BOB, NOW).chosen()).contains(NEWER);
    assertThat(chooser(byAddress(domain, EXPIRED), true).choose(BOB, NOW).chosen())
        .contains(domain);
  }

  private static CertificateChooser chooser(CertificateSource source, boolean domains) {
    return new CertificateChooser(
        List.of(source), PathCheck.NONE, new SelectionRules(112, domains));
  }

  private static Selection choose(PathCheck check, MailCertificate... certificates) {
    CertificateSource source =
        source("file", new CertificateSource.Found(Arrays.asList(certificates)));
    return new CertificateChooser(List.of(source), check, SelectionRules.DEFAULT).choose(BOB, NOW);
  }

  private static List<String> rejections(Selection selection, MailCertificate certificate) {
    return selection.candidates().stream()
        .filter(candidate -> candidate.certificate().equals(certificate))
        .findFirst()
        .orElseThrow()
        .rejections();
  }

  private static CertificateSource source(String name, CertificateSource.Answer answer) {
    return new CertificateSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Answer find(EmailAddress address) {
        return answer;
      }
    };
  }

  /** As directories answer: with what names the mailbox asked for. */
  private static CertificateSource byAddress(MailCertificate... certificates) {
    return new CertificateSource() {
      @Override
      public String name() {
        return "file";
      }

      @Override
      public Answer find(EmailAddress address) {
        return new Found(Arrays.stream(certificates).filter(c -> c.names(address)).toList());
      }
    };
  }

  private static MailCertificate certificate(TestIdentity identity) {
    return MailCertificate.of(identity.certificate());
  }
}
