package org.sealgate.trust;

import java.util.Collections;
import java.util.Set;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/** Whether a CRL speaks of a certificate (RFC 5280, 6.3.3 b and d). */
final class CrlScope {
  private final Node certificate;
  private final @Nullable DistributionPoint point;

  /**
   * @param point a distribution point of the certificate; null for the point that is assumed where
   *     the certificate names none: its issuer's name
   */
  CrlScope(Node certificate, @Nullable DistributionPoint point) {
    this.certificate = certificate;
    this.point = point;
  }

  /** True when the CRL's issuer and its issuing distribution point fit. */
  boolean covers(Crl crl) {
    return issuerFits(crl) && (crl.scope() == null || pointFits(crl, crl.scope()));
  }

  /** The reasons for which it then speaks. */
  int reasons(Crl crl) {
    IssuingDistributionPoint scope = crl.scope();
    int ofCrl = scope == null ? Reasons.ALL : Reasons.of(scope.getOnlySomeReasons());
    int ofPoint = point == null ? Reasons.ALL : Reasons.of(point.getReasons());
    return ofCrl & ofPoint;
  }

  private boolean issuerFits(Crl crl) {
    GeneralNames other = otherIssuer();
    if (other == null) {
      return crl.issuer().equals(certificate.issuer());
    }
    return crl.isIndirect() && PointNames.of(other).contains(crl.issuer());
  }

  private boolean pointFits(Crl crl, IssuingDistributionPoint scope) {
    boolean authority = certificate.certificate().getBasicConstraints() >= 0;
    if (scope.onlyContainsAttributeCerts()
        || (scope.onlyContainsUserCerts() && authority)
        || (scope.onlyContainsCACerts() && !authority)) {
      return false;
    }
    DistributionPointName name = scope.getDistributionPoint();
    return name == null || !Collections.disjoint(PointNames.of(name, crl.issuer()), names(crl));
  }

  private Set<Object> names(Crl crl) {
    GeneralNames other = otherIssuer();
    if (point != null && point.getDistributionPoint() != null) {
      Name base = other == null ? certificate.issuer() : crl.issuer();
      return PointNames.of(point.getDistributionPoint(), base);
    }
    return other == null ? Set.of(certificate.issuer()) : PointNames.of(other);
  }

  private @Nullable GeneralNames otherIssuer() {
    return point == null ? null : point.getCRLIssuer();
  }
}
