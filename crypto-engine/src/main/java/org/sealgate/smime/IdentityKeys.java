package org.sealgate.smime;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;
import org.sealgate.provider.Crypto;

/** Keys of a few identities, held in memory and found by every identifier they may go by. */
final class IdentityKeys implements KeySource {
  private final Map<Object, List<DecryptionKey>> keys = new HashMap<>();

  IdentityKeys(Collection<Identity> identities) {
    Crypto crypto = Crypto.preferred();
    for (Identity identity : identities) {
      MailCertificate certificate = identity.certificate();
      DecryptionKey key =
          new DecryptionKey(
              certificate.fingerprint(), certificate, crypto.ready(identity.privateKey()));
      X509Certificate x509 = certificate.x509();
      put(new Name(x509.getIssuerX500Principal(), x509.getSerialNumber()), key);
      certificate.keyIdentifiers().forEach(id -> put(HexFormat.of().formatHex(id), key));
    }
  }

  /** An issuer, compared as RFC 5280 7.1 asks, and a serial number. */
  private record Name(X500Principal issuer, java.math.BigInteger serialNumber) {}

  private void put(Object identifier, DecryptionKey key) {
    keys.computeIfAbsent(identifier, any -> new ArrayList<>()).add(key);
  }

  @Override
  public List<DecryptionKey> find(RecipientIdentifier identifier) {
    return keys.getOrDefault(keyOf(identifier), List.of());
  }

  private static Object keyOf(RecipientIdentifier identifier) {
    return switch (identifier) {
      case RecipientIdentifier.SubjectKeyIdentifier key ->
          HexFormat.of().formatHex(key.keyIdentifier());
      case RecipientIdentifier.IssuerAndSerialNumber name -> {
        try {
          yield new Name(new X500Principal(name.issuer()), name.serialNumber());
        } catch (IllegalArgumentException e) {
          yield identifier;
        }
      }
    };
  }
}
