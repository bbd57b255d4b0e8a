package org.sealgate.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/** A certificate in a path, with what building paths asks of it. Equal when the encodings are. */
final class Node {
  private final X509Certificate certificate;
  private final byte[] der;
  private final int hash;
  private final Name subject;
  private final Name issuer;
  private final byte @Nullable [] subjectKeyId;
  private final byte @Nullable [] authorityKeyId;
  // Made when first asked for; two threads may do so at once, which harms nothing.
  private @Nullable String label;

  private Node(X509Certificate certificate, byte[] der) {
    this.certificate = certificate;
    this.der = der;
    this.hash = Arrays.hashCode(der);
    this.subject = Name.of(certificate.getSubjectX500Principal().getEncoded());
    this.issuer = Name.of(certificate.getIssuerX500Principal().getEncoded());
    this.subjectKeyId = subjectKeyId(certificate);
    this.authorityKeyId = authorityKeyId(certificate);
  }

  static Node of(X509Certificate certificate) {
    try {
      return new Node(certificate, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("certificate without an encoding: ask for it again", e);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  Name subject() {
    return subject;
  }

  Name issuer() {
    return issuer;
  }

  /** Same name on both sides: not necessarily signed by itself (RFC 5280, 6.1). */
  boolean selfIssued() {
    return subject.equals(issuer);
  }

  /** How badly the other fits as issuer, by key identifiers: 0 fits, 1 unknown, 2 differs. */
  int issuerMismatch(Node other) {
    if (authorityKeyId == null || other.subjectKeyId == null) {
      return 1;
    }
    return Arrays.equals(authorityKeyId, other.subjectKeyId) ? 0 : 2;
  }

  boolean sameNameAndKey(Node other) {
    return subject.equals(other.subject)
        && Arrays.equals(
            certificate.getPublicKey().getEncoded(), other.certificate.getPublicKey().getEncoded());
  }

  /** The value of the extension; null where there is none. */
  byte @Nullable [] extension(String oid) {
    return extension(certificate, oid);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Node that && hash == that.hash && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The subject, for people. */
  @Override
  public String toString() {
    String known = label;
    if (known == null) {
      String name = certificate.getSubjectX500Principal().getName();
      known = name.isEmpty() ? "serial " + certificate.getSerialNumber().toString(16) : name;
      label = known;
    }
    return known;
  }

  private static byte @Nullable [] extension(X509Certificate certificate, String oid) {
    byte[] wrapped = certificate.getExtensionValue(oid);
    return wrapped == null ? null : ASN1OctetString.getInstance(wrapped).getOctets();
  }

  private static byte @Nullable [] subjectKeyId(X509Certificate certificate) {
    try {
      byte[] value = extension(certificate, Extension.subjectKeyIdentifier.getId());
      return value == null ? null : ASN1OctetString.getInstance(value).getOctets();
    } catch (RuntimeException broken) {
      return null;
    }
  }

  private static byte @Nullable [] authorityKeyId(X509Certificate certificate) {
    try {
      byte[] value = extension(certificate, Extension.authorityKeyIdentifier.getId());
      ASN1Encodable id = value == null ? null : AuthorityKeyIdentifier.getInstance(value);
      return id instanceof AuthorityKeyIdentifier known ? known.getKeyIdentifierOctets() : null;
    } catch (RuntimeException broken) {
      return null;
    }
  }
}
