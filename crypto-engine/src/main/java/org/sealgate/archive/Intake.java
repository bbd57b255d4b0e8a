package org.sealgate.archive;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;

/**
 * What comes into the archive: identities, and keys whose certificates come back later. What signs
 * is taken for those alone for whom the gateway signs.
 */
final class Intake {
  private final Store store;
  private final ServerSigning signing;
  private final Admission admission;
  private final PendingKeys pending;
  private final AuditChain audit;
  private final Refusals refusals;

  Intake(Store store, Keyring keyring, KeyArchives.Settings settings) {
    this.store = store;
    this.signing = new ServerSigning(settings.signsFor());
    this.admission = new Admission(store, keyring, settings.clock());
    this.pending = new PendingKeys(keyring);
    this.audit = new AuditChain(keyring.archive(), settings.clock());
    this.refusals = new Refusals(store, audit);
  }

  List<Imported> addAll(List<Identity> identities, String owner) {
    for (Identity identity : identities) {
      Optional<String> refusal = refusal(identity);
      if (refusal.isPresent()) {
        throw refusals.denied(identity.certificate().fingerprint(), refusal.get());
      }
    }
    return admission.addAll(identities, owner);
  }

  Optional<String> refusal(Identity identity) {
    return signing.refusal(identity.certificate());
  }

  void addPending(PendingKey waiting, PrivateKey key) {
    if (waiting.purpose() == KeyPurpose.SIGNING
        && EmailAddress.parse(waiting.address()).filter(signing.isOn()).isEmpty()) {
      throw refusals.denied(waiting.id(), ServerSigning.refusal(waiting.address()));
    }
    store.write(connection -> {
      pending.add(connection, waiting, key);
      audit.append(
          connection,
          AuditEvent.KEY_MADE,
          waiting.id(),
          waiting.algorithm() + " for " + waiting.address());
      return true;
    });
  }

  List<PendingKey> pending() {
    return store.read(pending::all);
  }

  Optional<Identity> joined(MailCertificate certificate, List<X509Certificate> chain) {
    String id = PrivateKeys.publicKeyId(certificate.x509());
    return store
        .read(connection -> pending.key(connection, id))
        .map(key -> new Identity(certificate, chain, key));
  }
}
