package org.sealgate.certificate;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/** The mailboxes a certificate names (RFC 8550, 3). A name that cannot be read names nobody. */
final class CertificateAddresses {
  /** id-on-SmtpUTF8Mailbox (RFC 9598, 3). */
  private static final ASN1ObjectIdentifier SMTP_UTF8_MAILBOX =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

  private static final int MAX_NAMES = 1000;

  private CertificateAddresses() {}

  static Set<EmailAddress> of(X509Certificate certificate) {
    Set<EmailAddress> addresses = new LinkedHashSet<>();
    boolean mailboxInAlternativeName = readAlternativeName(certificate, addresses);
    if (!mailboxInAlternativeName) {
      readSubject(certificate, addresses);
    }
    return Collections.unmodifiableSet(addresses);
  }

  /**
   * Whether the extension has a mailbox, readable or not: a broken one there does not make the
   * subject count.
   */
  private static boolean readAlternativeName(
      X509Certificate certificate, Set<EmailAddress> addresses) {
    byte[] value = Extensions.value(certificate, Extension.subjectAlternativeName.getId());
    if (value == null) {
      return false;
    }
    boolean mailbox = false;
    try {
      ASN1Sequence names = ASN1Sequence.getInstance(value);
      for (int i = 0; i < Math.min(names.size(), MAX_NAMES); i++) {
        mailbox |= readName(ASN1TaggedObject.getInstance(names.getObjectAt(i)), addresses);
      }
    } catch (RuntimeException broken) {
      return true;
    }
    return mailbox;
  }

  private static boolean readName(ASN1TaggedObject name, Set<EmailAddress> addresses) {
    return switch (name.getTagNo()) {
      case GeneralName.rfc822Name -> readRfc822Name(name, addresses);
      case GeneralName.otherName -> readOtherName(ASN1Sequence.getInstance(name, false), addresses);
      default -> false;
    };
  }

  private static boolean readRfc822Name(ASN1TaggedObject name, Set<EmailAddress> addresses) {
    // rfc822Name is ASCII; anything else there was never an address (RFC 5280, 4.2.1.6).
    Optional.of(ASN1IA5String.getInstance(name, false).getString())
        .filter(Ascii::isAscii)
        .flatMap(EmailAddress::parse)
        .ifPresent(addresses::add);
    return true;
  }

  private static boolean readOtherName(ASN1Sequence otherName, Set<EmailAddress> addresses) {
    if (otherName.size() != 2 || !SMTP_UTF8_MAILBOX.equals(otherName.getObjectAt(0))) {
      return false;
    }
    ASN1TaggedObject value = ASN1TaggedObject.getInstance(otherName.getObjectAt(1));
    if (value.getExplicitBaseObject().toASN1Primitive() instanceof ASN1UTF8String text) {
      EmailAddress.parse(text.getString()).ifPresent(addresses::add);
    }
    return true;
  }

  private static void readSubject(X509Certificate certificate, Set<EmailAddress> addresses) {
    X500Name subject;
    try {
      subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    } catch (RuntimeException unreadable) {
      return;
    }
    for (RDN rdn : subject.getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        if (PKCSObjectIdentifiers.pkcs_9_at_emailAddress.equals(attribute.getType())) {
          addAttribute(attribute.getValue(), addresses);
        }
      }
    }
  }

  private static void addAttribute(ASN1Encodable value, Set<EmailAddress> addresses) {
    if (value instanceof ASN1String text) {
      EmailAddress.parse(text.getString()).ifPresent(addresses::add);
    }
  }
}
