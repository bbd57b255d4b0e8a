package org.sealgate.gateway.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.cms.RecipientIdentifier.IssuerAndSerialNumber;
import org.sealgate.cms.RecipientIdentifier.SubjectKeyIdentifier;
import org.sealgate.identity.Identity;
import org.sealgate.smime.KeySource;

/** The keys of a few identities at hand, found by every identifier that may mean them. */
public final class IdentityKeys implements KeySource {
  private final Map<RecipientIdentifier, List<DecryptionKey>> keys = new HashMap<>();

  /** The keys of these identities. */
  public IdentityKeys(List<Identity> identities) {
    for (Identity identity : identities) {
      MailCertificate certificate = identity.certificate();
      DecryptionKey key =
          new DecryptionKey(certificate.fingerprint(), certificate, identity.privateKey());
      identifiers(certificate)
          .forEach(id -> keys.computeIfAbsent(id, none -> new ArrayList<>()).add(key));
    }
  }

  private static List<RecipientIdentifier> identifiers(MailCertificate certificate) {
    List<RecipientIdentifier> identifiers = new ArrayList<>();
    identifiers.add(
        new IssuerAndSerialNumber(
            certificate.x509().getIssuerX500Principal().getEncoded(),
            certificate.x509().getSerialNumber()));
    certificate.keyIdentifiers().stream()
        .map(SubjectKeyIdentifier::new)
        .distinct()
        .forEach(identifiers::add);
    return identifiers;
  }

  @Override
  public List<DecryptionKey> find(RecipientIdentifier identifier) {
    return keys.getOrDefault(identifier, List.of());
  }
}
