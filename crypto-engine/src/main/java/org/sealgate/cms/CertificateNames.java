package org.sealgate.cms;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * Finds out whether an identifier names an encoded certificate, from the octets alone: most
 * certificates in a message are never parsed any further.
 */
final class CertificateNames {
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

  private CertificateNames() {}

  /** True where the identifier names the certificate; false for what is no certificate. */
  static boolean matches(byte[] certificate, RecipientIdentifier identifier) {
    try {
      Elements tbs = Element.parse(certificate).children().next("TBSCertificate").children();
      tbs.nextIfContext(0);
      return switch (identifier) {
        case RecipientIdentifier.IssuerAndSerialNumber name -> namedBy(tbs, name);
        case RecipientIdentifier.SubjectKeyIdentifier key -> hasKey(tbs, key.keyIdentifier());
      };
    } catch (SmimeException e) {
      return false;
    }
  }

  private static boolean namedBy(Elements tbs, RecipientIdentifier.IssuerAndSerialNumber name) {
    BigInteger serial = tbs.next("serialNumber").integer();
    if (!serial.equals(name.serialNumber())) {
      return false;
    }
    tbs.next("signature");
    byte[] issuer = tbs.next("issuer").encoded();
    return Arrays.equals(issuer, name.issuer()) || sameName(issuer, name.issuer());
  }

  /** Names that differ in string type, case or space only (RFC 5280, 7.1). */
  private static boolean sameName(byte[] one, byte[] other) {
    try {
      return new X500Principal(one).equals(new X500Principal(other));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasKey(Elements tbs, byte[] wanted) {
    for (String skipped : new String[] {"serialNumber", "signature", "issuer", "validity"}) {
      tbs.next(skipped);
    }
    tbs.next("subject");
    Element publicKey = tbs.next("subjectPublicKeyInfo");
    tbs.nextIfContext(1);
    tbs.nextIfContext(2);
    Element extensions = tbs.nextIfContext(3);
    byte[] extension = extensions == null ? null : keyIdentifier(extensions.inner());
    return extension != null
        ? Arrays.equals(extension, wanted)
        : Arrays.equals(sha1(publicKey), wanted);
  }

  private static byte @Nullable [] keyIdentifier(Element extensions) {
    Elements in = extensions.children();
    while (in.hasNext()) {
      Elements extension = in.next("Extension").children();
      if (extension.next("extnID").oid().equals(SUBJECT_KEY_IDENTIFIER)) {
        extension.nextIf(0x01);
        return Element.parse(extension.next("extnValue").octets()).octets();
      }
    }
    return null;
  }

  /** Method 1 of RFC 5280, 4.2.1.2: a name, not a protection. */
  private static byte[] sha1(Element publicKeyInfo) {
    Elements in = publicKeyInfo.children();
    in.next("algorithm");
    try {
      return MessageDigest.getInstance("SHA-1").digest(in.next("subjectPublicKey").bits());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
