package org.sealgate.trust;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/** A CRL with what its use asks of it. Immutable but for what it computes once. */
final class Crl {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          Extension.issuingDistributionPoint.getId(),
          Extension.deltaCRLIndicator.getId(),
          Extension.cRLNumber.getId(),
          Extension.authorityKeyIdentifier.getId(),
          Extension.freshestCRL.getId());

  private static final Set<String> UNDERSTOOD_IN_ENTRIES =
      Set.of(
          Extension.certificateIssuer.getId(),
          Extension.reasonCode.getId(),
          Extension.invalidityDate.getId());

  private record EntryKey(Name issuer, BigInteger serial) {}

  private final X509CRL crl;
  private final Name issuer;
  private final byte @Nullable [] scopeDer;
  private final @Nullable IssuingDistributionPoint scope;
  private final byte @Nullable [] authorityKeyId;
  private final @Nullable BigInteger number;
  private final @Nullable BigInteger base;
  private final boolean understood;

  /** Entries of an indirect CRL, by the issuer of the certificate. */
  private volatile @Nullable Map<EntryKey, X509CRLEntry> indirect;

  private Crl(X509CRL crl) {
    this.crl = crl;
    this.issuer = Name.of(crl.getIssuerX500Principal().getEncoded());
    this.scopeDer = extension(crl, Extension.issuingDistributionPoint.getId());
    this.scope = scopeDer == null ? null : IssuingDistributionPoint.getInstance(scopeDer);
    this.authorityKeyId = extension(crl, Extension.authorityKeyIdentifier.getId());
    this.number = integer(extension(crl, Extension.cRLNumber.getId()));
    this.base = integer(extension(crl, Extension.deltaCRLIndicator.getId()));
    this.understood = isUnderstood(crl);
  }

  /** Empty for a CRL whose extensions cannot be read: it says nothing then. */
  static Optional<Crl> of(X509CRL crl) {
    try {
      return Optional.of(new Crl(crl));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  X509CRL crl() {
    return crl;
  }

  Name issuer() {
    return issuer;
  }

  boolean isDelta() {
    return base != null;
  }

  /** Which certificates and reasons it covers; null for all of its issuer. */
  @Nullable IssuingDistributionPoint scope() {
    return scope;
  }

  boolean isIndirect() {
    return scope != null && scope.isIndirectCRL();
  }

  /** False where it has a critical extension, also of an entry, that we do not know. */
  boolean isUnderstood() {
    return understood;
  }

  /** True at the times it speaks for; at any time for {@link ValidationTime.AnyTime}. */
  boolean currentAt(ValidationTime time) {
    if (!(time instanceof ValidationTime.At(Instant at))) {
      return true;
    }
    return issuedAt(time)
        && crl.getNextUpdate() != null
        && !at.isAfter(crl.getNextUpdate().toInstant());
  }

  /** True where it was there already at that time, out of date or not. */
  boolean issuedAt(ValidationTime time) {
    return !(time instanceof ValidationTime.At(Instant at))
        || !at.isBefore(crl.getThisUpdate().toInstant());
  }

  /** True when this delta can be laid over the complete CRL (RFC 5280, 5.2.4 and 6.3.3 c). */
  boolean updates(Crl complete) {
    return base != null
        && number != null
        && complete.number != null
        && issuer.equals(complete.issuer)
        && Arrays.equals(scopeDer, complete.scopeDer)
        && Arrays.equals(authorityKeyId, complete.authorityKeyId)
        && base.compareTo(complete.number) <= 0
        && complete.number.compareTo(number) < 0;
  }

  /** The entry of the certificate; empty where it is not listed. */
  Optional<X509CRLEntry> entry(Node certificate) {
    BigInteger serial = certificate.certificate().getSerialNumber();
    if (!isIndirect()) {
      return Optional.ofNullable(crl.getRevokedCertificate(serial));
    }
    Map<EntryKey, X509CRLEntry> entries = indirect;
    if (entries == null) {
      entries = readIndirect();
      indirect = entries;
    }
    return Optional.ofNullable(entries.get(new EntryKey(certificate.issuer(), serial)));
  }

  private Map<EntryKey, X509CRLEntry> readIndirect() {
    Map<EntryKey, X509CRLEntry> entries = new HashMap<>();
    Set<? extends X509CRLEntry> revoked = crl.getRevokedCertificates();
    for (X509CRLEntry entry : revoked == null ? Set.<X509CRLEntry>of() : revoked) {
      X500Principal of = entry.getCertificateIssuer();
      Name name = of == null ? issuer : Name.of(of.getEncoded());
      entries.put(new EntryKey(name, entry.getSerialNumber()), entry);
    }
    return entries;
  }

  private static boolean isUnderstood(X509CRL crl) {
    if (!known(crl.getCriticalExtensionOIDs(), UNDERSTOOD)) {
      return false;
    }
    Set<? extends X509CRLEntry> revoked = crl.getRevokedCertificates();
    return revoked == null
        || revoked.stream()
            .allMatch(entry -> known(entry.getCriticalExtensionOIDs(), UNDERSTOOD_IN_ENTRIES));
  }

  private static boolean known(@Nullable Set<String> critical, Set<String> understood) {
    return critical == null || understood.containsAll(critical);
  }

  private static byte @Nullable [] extension(X509CRL crl, String oid) {
    byte[] wrapped = crl.getExtensionValue(oid);
    return wrapped == null ? null : ASN1OctetString.getInstance(wrapped).getOctets();
  }

  private static @Nullable BigInteger integer(byte @Nullable [] value) {
    return value == null ? null : ASN1Integer.getInstance(value).getValue();
  }
}
