package org.sealgate.smime;

import java.security.PrivateKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;

/**
 * Where the engine asks for private keys, by recipient identifier alone (promise 1). Thread-safe.
 */
public interface KeySource {

  /** Every key the identifier may mean, best guess first; empty when there is none. */
  List<DecryptionKey> find(RecipientIdentifier identifier);

  /** The keys of this source, then those of another. */
  default KeySource and(KeySource other) {
    return identifier ->
        Stream.of(this, other).flatMap(source -> source.find(identifier).stream()).toList();
  }

  /** A source of a few identities, held in memory. */
  static KeySource of(Collection<Identity> identities) {
    return new IdentityKeys(identities);
  }

  /** A source without keys. */
  static KeySource none() {
    return identifier -> List.of();
  }

  /**
   * A private key to decrypt with.
   *
   * @param id what the source calls it, for verdicts and audit: a fingerprint
   * @param certificate its certificate
   * @param privateKey the key, ready for the provider that will use it
   */
  record DecryptionKey(String id, MailCertificate certificate, PrivateKey privateKey) {
    @Override
    public String toString() {
      return "DecryptionKey[" + id + "]";
    }
  }
}
