package org.sealgate.certificate;

import java.security.cert.X509Extension;
import org.bouncycastle.asn1.ASN1OctetString;
import org.jspecify.annotations.Nullable;

/** Values of extensions, out of the OCTET STRING the JDK leaves around them. */
final class Extensions {
  private Extensions() {}

  /** The value of the extension; null where there is none or its wrapping is broken. */
  static byte @Nullable [] value(X509Extension from, String oid) {
    byte[] wrapped = from.getExtensionValue(oid);
    if (wrapped == null) {
      return null;
    }
    try {
      return ASN1OctetString.getInstance(wrapped).getOctets();
    } catch (RuntimeException broken) {
      return null;
    }
  }
}
