package org.sealgate.quorum;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/**
 * Custodians of the test PKI, for tests here and of the archive: RSA and EC keys in turn, the last
 * one with a certificate for each purpose.
 *
 * @param people each with the identities he holds
 */
public record Custodians(List<List<TestIdentity>> people) {

  /** So many of them. */
  public static Custodians of(int count) {
    List<List<TestIdentity>> people = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      people.add(List.of(issue(i, KeyUse.DUAL)));
    }
    people.add(List.of(issue(count, KeyUse.ENCRYPTION), issue(count, KeyUse.SIGNING)));
    return new Custodians(people);
  }

  private static TestIdentity issue(int number, KeyUse use) {
    KeyAlgorithm key = number % 2 == 0 ? KeyAlgorithm.EC_P256 : KeyAlgorithm.RSA_2048;
    return TestPki.shared().user("custodian" + number + "@example.org").key(key).use(use).issue();
  }

  /** As the archive knows them. */
  public List<Custodian> known() {
    return people.stream()
        .map(person ->
            Custodian.of(
                person.stream().map(each -> MailCertificate.of(each.certificate())).toList()))
        .toList();
  }

  /** What one of them holds; the first has number one. */
  public List<Identity> keysOf(int number) {
    return people.get(number - 1).stream()
        .map(each ->
            new Identity(MailCertificate.of(each.certificate()), each.chain(), each.privateKey()))
        .toList();
  }
}
