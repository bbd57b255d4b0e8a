package org.sealgate.archive;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.cms.RecipientIdentifier.IssuerAndSerialNumber;
import org.sealgate.cms.RecipientIdentifier.SubjectKeyIdentifier;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.pki.UserBuilder;
import org.sealgate.identity.Identity;

/** Identities of the test PKI in the form the archive takes. */
final class ArchiveFixtures {
  private ArchiveFixtures() {}

  /** An encryption identity that is valid for three years from the first day of one. */
  static Identity encryption(String address, int year) {
    return of(user(address, year).use(KeyUse.ENCRYPTION).issue());
  }

  static Identity signing(String address, int year) {
    return of(user(address, year).use(KeyUse.SIGNING).issue());
  }

  static Identity dual(String address, int year) {
    return of(user(address, year).use(KeyUse.DUAL).issue());
  }

  /** Another certificate over the same key. */
  static Identity renewed(Identity identity, int year) {
    String address = identity.certificate().addresses().iterator().next().toString();
    TestIdentity same =
        new TestIdentity(
            address,
            identity.certificate().x509(),
            identity.chain(),
            TestPki.shared().anchor(),
            identity.privateKey());
    return of(user(address, year).use(KeyUse.ENCRYPTION).sameKeyAs(same).issue());
  }

  private static UserBuilder user(String address, int year) {
    return TestPki.shared().user(address).key(KeyAlgorithm.EC_P256).validYears(year, year + 2);
  }

  static Identity of(TestIdentity identity) {
    return new Identity(
        MailCertificate.of(identity.certificate()), identity.chain(), identity.privateKey());
  }

  /** Every identifier a message may name the certificate by. */
  static List<RecipientIdentifier> identifiers(Identity identity) {
    List<RecipientIdentifier> all = new ArrayList<>();
    var x509 = identity.certificate().x509();
    all.add(
        new IssuerAndSerialNumber(
            x509.getIssuerX500Principal().getEncoded(), x509.getSerialNumber()));
    identity
        .certificate()
        .keyIdentifiers()
        .forEach(identifier -> all.add(new SubjectKeyIdentifier(identifier)));
    return all;
  }
}
