package org.sealgate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.Secret;
import org.sealgate.certificate.CertificateSource.Answer;
import org.sealgate.certificate.CertificateSource.Found;
import org.sealgate.certificate.CertificateSource.Unavailable;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.server.Directory;
import org.sealgate.fixtures.server.Person;
import org.sealgate.ldap.LdapSettings.Security;
import org.sealgate.ldap.LdapSettings.Server;

/** What must hold with every directory. */
abstract class LdapDirectoryContract {
  static final TestPki PKI = TestPki.shared();
  static final TestIdentity ALICE = PKI.user("alice@example.org").issue();
  static final LdapSettings.Limits LIMITS =
      new LdapSettings.Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          4,
          20,
          30);

  private final List<LdapDirectory> opened = new ArrayList<>();

  abstract Directory directory();

  @BeforeEach
  void empty() {
    directory().clear();
  }

  @AfterEach
  void close() {
    opened.forEach(LdapDirectory::close);
  }

  @ParameterizedTest
  @EnumSource(Security.class)
  void findsACertificateOverEveryKindOfConnection(Security security) {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    LdapDirectory lookup = open(security, List.of(directory().anchor()), bind("directory-secret"));

    assertThat(certificates(lookup.find(address("alice@example.org"))))
        .containsExactly(ALICE.certificate());
    assertThat(lookup.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALICE@Example.ORG", "a.example@example.org", "alias@example.org"})
  void findsAnAddressInAnyCaseUnderEveryAttribute(String spelling) {
    directory()
        .add(
            Person.of("alice@example.org", ALICE.certificate())
                .attribute("mailLocalAddress", "a.example@example.org")
                .attribute("proxyAddresses", "SMTP:alias@example.org"));

    assertThat(certificates(plain().find(address(spelling)))).containsExactly(ALICE.certificate());
  }

  @Test
  void findsTheCertificatesInsideAPkcs7() {
    directory().add(Person.named("alice").mail("alice@example.org").smimeCertificate(ALICE));

    assertThat(certificates(plain().find(address("alice@example.org"))))
        .contains(ALICE.certificate());
  }

  @Test
  void findsABareCertificateWhereAPkcs7ShouldBe() {
    directory()
        .add(
            Person.named("alice")
                .mail("alice@example.org")
                .attribute("userSMIMECertificate", ALICE.certificateDer()));

    assertThat(certificates(plain().find(address("alice@example.org"))))
        .containsExactly(ALICE.certificate());
  }

  @Test
  void leavesOutABrokenValueAndKeepsTheGoodOne() {
    directory()
        .add(
            Person.of("alice@example.org", ALICE.certificate())
                .attribute("userSMIMECertificate", new byte[] {0x30, 0x03, 0x02, 0x01, 0x05}));

    assertThat(certificates(plain().find(address("alice@example.org"))))
        .containsExactly(ALICE.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*@example.org",
        "*)(uid=*@example.org",
        "alice@example.org)(mail=*@example.org",
        "\\2a@example.org",
        "alice\\00@example.org"
      })
  void takesAnAddressThatLooksLikeAFilterForAnAddress(String injected) {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));

    assertThat(plain().find(new EmailAddress(injected.replace("@example.org", ""), "example.org")))
        .isEqualTo(new Found(List.of()));
  }

  @Test
  void answersOfAnAddressThatNobodyHas() {
    assertThat(plain().find(address("nobody@example.org"))).isEqualTo(new Found(List.of()));
  }

  @Test
  void boundsThousandEntriesForOneAddress() {
    for (int i = 0; i < 60; i++) {
      directory()
          .add(Person.named("many" + i).mail("many@example.org").certificate(ALICE.certificate()));
    }

    assertThat(certificates(plain().find(address("many@example.org"))))
        .containsExactly(ALICE.certificate());
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"STARTTLS", "LDAPS"})
  void refusesAServerWhoseCertificateIsNotTrusted(Security security) {
    LdapDirectory lookup = open(security, List.of(), bind("directory-secret"));

    assertThat(lookup.find(address("alice@example.org"))).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"STARTTLS", "LDAPS"})
  void refusesAServerWhoseCertificateNamesAnotherHost(Security security) {
    LdapDirectory lookup =
        open(
            "localhost",
            new Connection(security, List.of(directory().anchor()), bind("directory-secret")));

    assertThat(lookup.find(address("alice@example.org"))).isInstanceOf(Unavailable.class);
  }

  @Test
  void saysThatItCannotBindWithoutShowingThePassword() {
    LdapDirectory lookup =
        open(Security.LDAPS, List.of(directory().anchor()), bind("not-the-password"));

    assertThat(lookup.find(address("alice@example.org")))
        .isInstanceOfSatisfying(
            Unavailable.class,
            answer ->
                assertThat(answer.reason())
                    .contains("invalid credentials")
                    .doesNotContain("not-the-password"));
    assertThat(lookup.toString()).doesNotContain("not-the-password");
  }

  @Test
  void goesToTheNextServerWhereTheFirstIsDown() {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    LdapSettings settings =
        LdapSettings.of(
            List.of(new Server("127.0.0.1", 1), server(Security.NONE)),
            Connection.plain(),
            LdapQuery.openLdap(Directory.BASE));

    assertThat(certificates(open(settings).find(address("alice@example.org"))))
        .containsExactly(ALICE.certificate());
  }

  @Test
  void saysThatABaseDoesNotExist() {
    LdapSettings settings =
        LdapSettings.of(
            List.of(server(Security.NONE)),
            Connection.plain(),
            LdapQuery.openLdap("ou=elsewhere," + Directory.BASE));

    assertThat(open(settings).find(address("alice@example.org")))
        .isInstanceOfSatisfying(
            Unavailable.class, answer -> assertThat(answer.reason()).contains("does not exist"));
  }

  final LdapDirectory plain() {
    return open(Security.NONE, List.of(), Optional.empty());
  }

  final LdapDirectory open(
      Security security, List<X509Certificate> anchors, Optional<Connection.Bind> bind) {
    return open(directory().host(), new Connection(security, anchors, bind));
  }

  private LdapDirectory open(String host, Connection connection) {
    return open(
        LdapSettings.of(
            List.of(new Server(host, server(connection.security()).port())),
            connection,
            LdapQuery.openLdap(Directory.BASE)));
  }

  final LdapDirectory open(LdapSettings settings) {
    LdapDirectory lookup = LdapDirectory.of(settings.with(LIMITS));
    opened.add(lookup);
    return lookup;
  }

  final Server server(Security security) {
    int port = security == Security.LDAPS ? directory().tlsPort() : directory().port();
    return new Server(directory().host(), port);
  }

  final Optional<Connection.Bind> bind(String password) {
    return Optional.of(new Connection.Bind(directory().bindDn(), Secret.of(password)));
  }

  static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  static List<X509Certificate> certificates(Answer answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return ((Found) answer).certificates().stream().map(MailCertificate::x509).toList();
  }
}
