package org.sealgate.gateway.conformance;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.KeySource;

/**
 * The keys a row gives. Those with a certificate are found by identifier, as in the archive; a key
 * that the row gives without one is offered for every recipient.
 */
final class RowKeys implements KeySource {
  private final KeySource named;
  private final List<DecryptionKey> bare = new ArrayList<>();

  /**
   * @param identities keys with their certificates
   * @param keys keys without
   * @param certificates what may belong to the keys
   * @param stranger stands for the certificate of a key that has none
   */
  RowKeys(
      List<Identity> identities,
      List<PrivateKey> keys,
      List<X509Certificate> certificates,
      MailCertificate stranger) {
    this.named = KeySource.of(identities);
    MailCertificate certificate =
        certificates.size() == 1 ? MailCertificate.of(certificates.getFirst()) : stranger;
    for (PrivateKey key : keys) {
      bare.add(new DecryptionKey("key without certificate", certificate, ready(key)));
    }
  }

  private static PrivateKey ready(PrivateKey key) {
    return Crypto.preferred().ready(key);
  }

  @Override
  public List<DecryptionKey> find(RecipientIdentifier identifier) {
    List<DecryptionKey> found = new ArrayList<>(named.find(identifier));
    found.addAll(bare);
    return found;
  }
}
