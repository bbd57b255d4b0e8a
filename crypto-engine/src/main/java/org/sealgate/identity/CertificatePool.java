package org.sealgate.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Certificates of many key files, found by public key and by name, so that each file takes from the
 * others only what it lacks: a folder of a hundred thousand files costs no more for each than one
 * of ten. Immutable.
 */
public final class CertificatePool {
  private final Map<String, List<X509Certificate>> byPublicKey = new HashMap<>();
  private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

  private CertificatePool() {}

  /** A pool of these. */
  public static CertificatePool of(Collection<X509Certificate> certificates) {
    CertificatePool pool = new CertificatePool();
    for (X509Certificate certificate : new LinkedHashSet<>(certificates)) {
      String key = KeyMatch.of(PrivateKeys.publicKeyOf(certificate));
      pool.byPublicKey.computeIfAbsent(key, name -> new ArrayList<>()).add(certificate);
      pool.bySubject
          .computeIfAbsent(certificate.getSubjectX500Principal(), name -> new ArrayList<>())
          .add(certificate);
    }
    return pool;
  }

  /** The certificates of these keys, and those that may stand above one of these or of them. */
  Set<X509Certificate> relevantTo(
      Collection<PrivateKey> keys, Collection<X509Certificate> certificates) {
    Deque<X509Certificate> open = new ArrayDeque<>(certificates);
    keys.forEach(key -> open.addAll(of(key)));
    Set<X509Certificate> found = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      X509Certificate next = open.remove();
      if (found.add(next) && !ChainBuilder.isSelfIssued(next)) {
        open.addAll(bySubject.getOrDefault(next.getIssuerX500Principal(), List.of()));
      }
    }
    return found;
  }

  private List<X509Certificate> of(PrivateKey key) {
    return KeyMatch.of(PrivateKeyInfo.getInstance(key.getEncoded()))
        .map(name -> byPublicKey.getOrDefault(name, List.of()))
        .orElse(List.of());
  }
}
