package org.sealgate.identity;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.KeyFileLimits.Work;

/**
 * What has been found in a key file so far, and how it goes together: each certificate with the key
 * of its public key, and only where that cannot be computed with the key of the same localKeyId.
 */
final class KeyFileContents {
  static final String LONE = " has no certificate here";

  private final Map<String, FoundKey> keys = new LinkedHashMap<>();
  private final Map<X509Certificate, Optional<String>> certificates = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Work work;

  KeyFileContents(Work work) {
    this.work = work;
  }

  private record FoundKey(PrivateKey key, Optional<String> localKeyId, boolean matchable) {}

  /** A private key; the same one again changes nothing. */
  void add(PrivateKeyInfo info, Optional<String> localKeyId) {
    Optional<String> match = KeyMatch.of(info);
    String name = match.orElseGet(() -> "unknown:" + keys.size());
    if (!keys.containsKey(name)) {
      keys.put(name, new FoundKey(PrivateKeys.of(info), localKeyId, match.isPresent()));
      bound();
    }
  }

  /** A private key that another file gave. */
  void add(PrivateKey key) {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    String name = KeyMatch.of(info).orElseGet(() -> "unknown:" + keys.size());
    keys.putIfAbsent(name, new FoundKey(key, Optional.empty(), true));
    bound();
  }

  /** A certificate in DER; one that cannot be read becomes a note. */
  void addCertificate(byte[] der, Optional<String> localKeyId) {
    try {
      add(MailCertificate.parse(der).x509(), localKeyId);
    } catch (SmimeException e) {
      note(firstLine(e));
    }
  }

  void add(X509Certificate certificate, Optional<String> localKeyId) {
    certificates.putIfAbsent(certificate, localKeyId);
    bound();
  }

  void note(String line) {
    if (!notes.contains(line)) {
      notes.add(line);
      bound();
    }
  }

  boolean isEmpty() {
    return keys.isEmpty() && certificates.isEmpty();
  }

  /** Takes over what another reader found in a container within this one. */
  void addAll(KeyFileContents other) {
    other.keys.forEach(keys::putIfAbsent);
    other.certificates.forEach(certificates::putIfAbsent);
    other.notes.forEach(this::note);
    bound();
  }

  private void bound() {
    int objects = keys.size() + certificates.size() + notes.size();
    if (objects > work.limits().keyFileObjects()) {
      throw SmimeException.limit("keyFileObjects", work.limits().keyFileObjects());
    }
  }

  /** Puts keys, certificates and chains together. */
  IdentityFile assembled() {
    ChainBuilder chains = new ChainBuilder(certificates.keySet());
    List<Identity> identities = new ArrayList<>();
    Set<X509Certificate> used = new LinkedHashSet<>();
    Set<FoundKey> usedKeys = new LinkedHashSet<>();
    certificates.forEach((certificate, localKeyId) ->
        keyOf(certificate, localKeyId)
            .ifPresent(found -> {
              List<X509Certificate> chain = chains.above(certificate);
              used.add(certificate);
              used.addAll(chain);
              usedKeys.add(found);
              identities.add(new Identity(MailCertificate.of(certificate), chain, found.key));
            }));
    List<PrivateKey> lone = new ArrayList<>();
    for (FoundKey found : keys.values()) {
      if (!usedKeys.contains(found)) {
        lone.add(found.key);
        note("a private key of kind " + found.key.getAlgorithm() + LONE);
      }
    }
    List<X509Certificate> others =
        certificates.keySet().stream().filter(c -> !used.contains(c)).toList();
    return new IdentityFile(identities, lone, others, notes);
  }

  private Optional<FoundKey> keyOf(X509Certificate certificate, Optional<String> localKeyId) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    FoundKey byPublicKey = keys.get(KeyMatch.of(PrivateKeys.publicKeyOf(certificate)));
    if (byPublicKey != null) {
      return Optional.of(byPublicKey);
    }
    return keys.values().stream()
        .filter(key -> !key.matchable && localKeyId.isPresent())
        .filter(key -> key.localKeyId.equals(localKeyId))
        .findFirst();
  }

  static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  /** The first line of what an exception says. */
  static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  /** DER of what a reader parsed. */
  static byte[] der(org.bouncycastle.asn1.ASN1Encodable object) {
    try {
      return object.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw SmimeException.malformed("an object of the key file cannot be encoded", e);
    }
  }
}
