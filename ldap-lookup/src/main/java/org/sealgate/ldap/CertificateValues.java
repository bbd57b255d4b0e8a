package org.sealgate.ldap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;

/**
 * Gathers the certificates of attribute values. A value is a certificate (RFC 4523, 2.1) or a
 * PKCS#7 with certificates (userSMIMECertificate, RFC 2798, 2.8), whatever attribute it stands in:
 * directories hold both in both. What is neither is left out with a note. Not thread-safe.
 */
final class CertificateValues {
  /** A certificate or a PKCS#7 above this many octets is not one that mail needs. */
  static final int MAX_VALUE_OCTETS = 1 << 20;

  private final int limit;
  private final Set<MailCertificate> certificates = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean full;

  CertificateValues(int limit) {
    this.limit = limit;
  }

  Collection<MailCertificate> certificates() {
    return Collections.unmodifiableSet(certificates);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  void note(String note) {
    notes.add(note);
  }

  /**
   * Adds what one value holds.
   *
   * @param where the entry and attribute, for notes
   */
  void add(byte[] value, String where) {
    if (full) {
      return;
    }
    if (value.length == 0 || value.length > MAX_VALUE_OCTETS) {
      notes.add(where + ": a value of " + value.length + " octets was left out");
      return;
    }
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(value);
      if (isContentInfo(parsed)) {
        addPkcs7(ContentInfo.getInstance(parsed), where);
      } else {
        addCertificate(value, where);
      }
    } catch (IOException | RuntimeException e) {
      notes.add(where + ": a value that is no certificate was left out");
    }
  }

  private void addPkcs7(ContentInfo info, String where) throws IOException {
    ASN1Set set = SignedData.getInstance(info.getContent()).getCertificates();
    if (set == null || set.size() == 0) {
      notes.add(where + ": a PKCS#7 without certificates was left out");
      return;
    }
    for (ASN1Encodable element : set) {
      addCertificate(element.toASN1Primitive().getEncoded(ASN1Encoding.DER), where);
    }
  }

  private void addCertificate(byte[] der, String where) {
    if (full) {
      return;
    }
    if (certificates.size() >= limit) {
      full = true;
      notes.add("more than " + limit + " certificates: the rest, from " + where + ", was left out");
      return;
    }
    try {
      certificates.add(MailCertificate.parse(der));
    } catch (SmimeException e) {
      notes.add(where + ": a broken certificate was left out: " + e.getMessage());
    }
  }

  private static boolean isContentInfo(ASN1Primitive value) {
    return value instanceof ASN1Sequence sequence
        && sequence.size() == 2
        && sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier;
  }
}
