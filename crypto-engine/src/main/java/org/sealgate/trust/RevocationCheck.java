package org.sealgate.trust;

import java.security.cert.CRLReason;
import java.security.cert.X509CRLEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;
import org.sealgate.trust.RevocationResult.Good;
import org.sealgate.trust.RevocationResult.Revoked;
import org.sealgate.trust.RevocationResult.Unknown;

/** The revocation of one path's certificates by the CRLs at hand (RFC 5280, 6.3.3). */
final class RevocationCheck {
  private final CrlIndex crls;
  private final CrlIssuers issuers;
  private final RevocationSource further;
  private final ValidationTime time;

  RevocationCheck(
      CrlIndex crls, CrlIssuers issuers, RevocationSource further, ValidationTime time) {
    this.crls = crls;
    this.issuers = issuers;
    this.further = further;
    this.time = time;
  }

  /** Looks at all of the path but the anchor, from above; a revocation anywhere wins. */
  RevocationResult path(List<Node> path) {
    Optional<Unknown> unknown = Optional.empty();
    for (int i = path.size() - 2; i >= 0; i--) {
      switch (certificate(path.subList(i, path.size()))) {
        case Revoked revoked -> {
          return revoked;
        }
        case Unknown one -> unknown = unknown.isPresent() ? unknown : Optional.of(one);
        case Good good -> {}
      }
    }
    return unknown.isPresent()
        ? unknown.get()
        : new Good(
            path.size() == 1 ? "an anchor is not revoked" : "nothing on the path is revoked");
  }

  /**
   * @param path the certificate in question, and those above it
   */
  private RevocationResult certificate(List<Node> path) {
    Node node = path.getFirst();
    Search search = new Search(path);
    if (!crls.isEmpty()) {
      for (DistributionPoint point : points(node)) {
        search.at(point);
      }
      search.at(null);
    }
    if (search.revoked != null || search.reasons == Reasons.ALL) {
      return search.result();
    }
    RevocationResult other = further.status(node.certificate(), path.get(1).certificate(), time);
    return other instanceof Unknown ? search.result() : other;
  }

  private static List<DistributionPoint> points(Node node) {
    byte[] value = node.extension(Extension.cRLDistributionPoints.getId());
    return value == null
        ? List.of()
        : List.of(CRLDistPoint.getInstance(value).getDistributionPoints());
  }

  /** What was found so far for one certificate. */
  private final class Search {
    private final List<Node> path;
    private final Node node;
    private int reasons = Reasons.NONE;
    private @Nullable Revoked revoked;
    private String obstacle = "no CRL covers it";

    Search(List<Node> path) {
      this.path = path;
      this.node = path.getFirst();
    }

    void at(@Nullable DistributionPoint point) {
      CrlScope scope = new CrlScope(node, point);
      for (Name issuer : issuersAt(point)) {
        for (Crl crl : crls.issuedBy(issuer)) {
          if (revoked == null && reasons != Reasons.ALL && !crl.isDelta()) {
            consider(scope, crl);
          }
        }
      }
    }

    private List<Name> issuersAt(@Nullable DistributionPoint point) {
      GeneralNames other = point == null ? null : point.getCRLIssuer();
      if (other == null) {
        return List.of(node.issuer());
      }
      List<Name> names = new ArrayList<>();
      for (GeneralName name : other.getNames()) {
        if (name.getTagNo() == GeneralName.directoryName) {
          names.add(Name.of(X500Name.getInstance(name.getName())));
        }
      }
      return names;
    }

    private void consider(CrlScope scope, Crl crl) {
      if (!scope.covers(crl)) {
        return;
      }
      int added = scope.reasons(crl) & ~reasons;
      if (added == Reasons.NONE) {
        return;
      }
      if (!crl.isUnderstood()) {
        obstacle = "its CRL has an unknown critical extension";
      } else if (!crl.currentAt(time)) {
        obstacle = "its CRL is out of date";
        lookBack(crl);
      } else {
        look(crl, added);
      }
    }

    private void look(Crl crl, int added) {
      Optional<CrlIssuers.Signer> issuer = issuers.find(crl, path);
      if (issuer.isEmpty()) {
        obstacle = "its CRL is not signed by anybody who may";
        return;
      }
      Optional<X509CRLEntry> entry = entry(crl, issuer.get());
      if (entry.isPresent()) {
        revoke(entry.get());
      }
      reasons |= added;
    }

    /**
     * An old list cannot say that a certificate is good, but what it revoked for ever is revoked.
     */
    private void lookBack(Crl crl) {
      if (crl.issuedAt(time)) {
        issuers
            .find(crl, path)
            .flatMap(issuer -> entry(crl, issuer))
            .filter(entry -> entry.getRevocationReason() != CRLReason.CERTIFICATE_HOLD)
            .ifPresent(this::revoke);
      }
    }

    /** The entry in the latest delta that fits, else in the complete CRL. */
    private Optional<X509CRLEntry> entry(Crl crl, CrlIssuers.Signer issuer) {
      for (Crl delta : crls.issuedBy(crl.issuer())) {
        if (delta.updates(crl)
            && delta.isUnderstood()
            && delta.currentAt(time)
            && issuers.signed(delta, issuer)) {
          Optional<X509CRLEntry> newer = delta.entry(node);
          if (newer.isPresent()) {
            boolean released = newer.get().getRevocationReason() == CRLReason.REMOVE_FROM_CRL;
            return released ? Optional.empty() : newer;
          }
        }
      }
      return crl.entry(node);
    }

    private void revoke(X509CRLEntry entry) {
      CRLReason why =
          entry.getRevocationReason() == null ? CRLReason.UNSPECIFIED : entry.getRevocationReason();
      var when = entry.getRevocationDate().toInstant();
      revoked =
          new Revoked(
              node.certificate(), when, why, node + " was revoked at " + when + " (" + why + ")");
    }

    RevocationResult result() {
      if (revoked != null) {
        return revoked;
      }
      return reasons == Reasons.ALL
          ? new Good(node + " is not revoked")
          : new Unknown(node.certificate(), "status of " + node + " unknown: " + obstacle);
    }
  }
}
