package org.sealgate.smime.interop;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** What programs call a certificate by. */
final class Fingerprints {
  private Fingerprints() {}

  /** SHA-1 of the whole certificate, in upper-case hex. */
  static String sha1(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no fingerprint", e);
    }
  }
}
