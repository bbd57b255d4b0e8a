package org.sealgate.trust;

import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Names of distribution points, in a form in which they can be compared. */
final class PointNames {
  private PointNames() {}

  /**
   * @param point a full name, or a name relative to the issuer
   * @param issuer who issues the CRL
   */
  static Set<Object> of(DistributionPointName point, Name issuer) {
    if (point.getType() == DistributionPointName.FULL_NAME) {
      return of(GeneralNames.getInstance(point.getName()));
    }
    return Set.of(issuer.below(RDN.getInstance(ASN1Set.getInstance(point.getName()))));
  }

  static Set<Object> of(GeneralNames names) {
    Set<Object> found = new HashSet<>();
    for (GeneralName name : names.getNames()) {
      found.add(
          name.getTagNo() == GeneralName.directoryName
              ? Name.of(X500Name.getInstance(name.getName()))
              : name);
    }
    return found;
  }
}
