package org.sealgate.trust;

import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** CRLs by issuer, with the signatures that were already checked. */
final class CrlIndex {
  static final CrlIndex EMPTY = new CrlIndex(List.of());

  private record Check(Crl crl, PublicKey key) {}

  private final List<X509CRL> all;
  private final Map<Name, List<Crl>> byIssuer = new HashMap<>();
  private final Map<Check, Boolean> signatures = new ConcurrentHashMap<>();

  private CrlIndex(List<X509CRL> all) {
    this.all = all;
    for (X509CRL crl : all) {
      Crl.of(crl)
          .ifPresent(known ->
              byIssuer.computeIfAbsent(known.issuer(), name -> new ArrayList<>()).add(known));
    }
  }

  /** These and the others. */
  CrlIndex with(Collection<X509CRL> others) {
    Set<X509CRL> both = new HashSet<>(all);
    both.addAll(others);
    return new CrlIndex(List.copyOf(both));
  }

  boolean isEmpty() {
    return byIssuer.isEmpty();
  }

  List<Crl> issuedBy(Name issuer) {
    return byIssuer.getOrDefault(issuer, List.of());
  }

  /** Whether the key made the CRL's signature; checked once. */
  boolean verified(Crl crl, PublicKey key, SignatureCheck check) {
    Check asked = new Check(crl, key);
    Boolean known = signatures.get(asked);
    if (known == null) {
      known = check.verifies(crl.crl(), key);
      signatures.put(asked, known);
    }
    return known;
  }
}
