package org.sealgate.smime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
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

/**
 * Keys of a few identities, held in memory and found by every identifier they may go by. Names are
 * looked at only where the serial number is one of ours: a message may have a thousand recipients.
 */
final class IdentityKeys implements KeySource {
  private final Map<String, List<DecryptionKey>> byKeyIdentifier = new HashMap<>();
  private final Map<BigInteger, List<DecryptionKey>> bySerialNumber = new HashMap<>();

  IdentityKeys(Collection<Identity> identities) {
    Crypto crypto = Crypto.preferred();
    for (Identity identity : identities) {
      MailCertificate certificate = identity.certificate();
      DecryptionKey key =
          new DecryptionKey(
              certificate.fingerprint(), certificate, crypto.ready(identity.privateKey()));
      put(bySerialNumber, certificate.x509().getSerialNumber(), key);
      certificate
          .keyIdentifiers()
          .forEach(id -> put(byKeyIdentifier, HexFormat.of().formatHex(id), key));
    }
  }

  private static <K> void put(Map<K, List<DecryptionKey>> keys, K identifier, DecryptionKey key) {
    keys.computeIfAbsent(identifier, any -> new ArrayList<>()).add(key);
  }

  @Override
  public List<DecryptionKey> find(RecipientIdentifier identifier) {
    return switch (identifier) {
      case RecipientIdentifier.SubjectKeyIdentifier key ->
          byKeyIdentifier.getOrDefault(HexFormat.of().formatHex(key.keyIdentifier()), List.of());
      case RecipientIdentifier.IssuerAndSerialNumber name -> {
        List<DecryptionKey> candidates = bySerialNumber.get(name.serialNumber());
        yield candidates == null ? List.of() : named(candidates, name.issuer());
      }
    };
  }

  private static List<DecryptionKey> named(List<DecryptionKey> candidates, byte[] issuer) {
    return candidates.stream().filter(key -> sameName(key.certificate(), issuer)).toList();
  }

  /** As encoded, or compared as RFC 5280, 7.1, asks. */
  private static boolean sameName(MailCertificate certificate, byte[] issuer) {
    if (Arrays.equals(certificate.issuerDer(), issuer)) {
      return true;
    }
    try {
      return certificate.x509().getIssuerX500Principal().equals(new X500Principal(issuer));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
