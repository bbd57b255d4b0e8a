package org.sealgate.certificate;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/** What key type, key usage and extended key usage together allow (RFC 8550, 4.4.2 and 4.4.4). */
final class MailPurpose {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;

  private MailPurpose() {}

  static KeyPurpose of(X509Certificate certificate, KeyType type) {
    if (!extendedUsageAllowsMail(certificate)) {
      return KeyPurpose.NONE;
    }
    boolean[] usage = certificate.getKeyUsage();
    int encrypting = type.agrees() ? KEY_AGREEMENT : KEY_ENCIPHERMENT;
    boolean signs = type.signs() && (has(usage, DIGITAL_SIGNATURE) || has(usage, NON_REPUDIATION));
    boolean encrypts = type.encrypts() && has(usage, encrypting);
    return signs
        ? encrypts ? KeyPurpose.DUAL : KeyPurpose.SIGNING
        : encrypts ? KeyPurpose.ENCRYPTION : KeyPurpose.NONE;
  }

  /** A certificate without key usage may be used for everything. */
  private static boolean has(boolean @Nullable [] usage, int bit) {
    return usage == null || (bit < usage.length && usage[bit]);
  }

  private static boolean extendedUsageAllowsMail(X509Certificate certificate) {
    byte[] value = Extensions.value(certificate, Extension.extendedKeyUsage.getId());
    if (value == null) {
      return true;
    }
    try {
      ExtendedKeyUsage usage = ExtendedKeyUsage.getInstance(value);
      return usage.hasKeyPurposeId(KeyPurposeId.id_kp_emailProtection)
          || usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
    } catch (RuntimeException unreadable) {
      return false;
    }
  }
}
