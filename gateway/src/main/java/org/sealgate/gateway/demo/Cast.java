package org.sealgate.gateway.demo;

import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/**
 * Who takes part.
 *
 * @param pki the authority everybody trusts
 * @param alice one of ours: signs, and has a certificate to encrypt to
 * @param oldAlice her certificate until the end of 2019
 * @param bob a partner whose certificate is in the directory
 * @param mallory has a good certificate, of her own
 */
record Cast(
    TestPki pki,
    TestIdentity alice,
    TestIdentity oldAlice,
    TestIdentity bob,
    TestIdentity mallory) {
  static final String ALICE = "alice@ours.example";
  static final String BOB = "bob@partner.example";
  static final String CAROL = "carol@partner.example";
  static final String MALLORY = "mallory@elsewhere.example";
  static final String OUR_DOMAIN = "ours.example";

  static Cast create() {
    TestPki pki = TestPki.named("Demo");
    return new Cast(
        pki,
        pki.user(ALICE).commonName("Alice Example").issuedBy(pki.root()).issue(),
        pki.user(ALICE)
            .commonName("Alice Example")
            .use(KeyUse.ENCRYPTION)
            .validYears(2017, 2019)
            .issuedBy(pki.root())
            .issue(),
        pki.user(BOB).commonName("Bob Partner").issuedBy(pki.root()).issue(),
        pki.user(MALLORY).commonName("Mallory").issuedBy(pki.root()).issue());
  }

  /** Somebody's certificate, chain and key as the engine knows them. */
  static Identity identity(TestIdentity person) {
    return new Identity(
        MailCertificate.of(person.certificate()),
        person.fullChain().stream().skip(1).toList(),
        person.privateKey());
  }

  /** Several of them. */
  static List<Identity> identities(List<TestIdentity> people) {
    return people.stream().map(Cast::identity).toList();
  }
}
