package org.sealgate.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * Reads one certificate: with the JDK first, which starts quickly, and with Bouncy Castle what the
 * JDK refuses: curves it does not know, extensions it finds malformed.
 */
final class CertificateReader {
  private static final int MAX_OCTETS = 1 << 20;
  private static final byte SEQUENCE = 0x30;

  private CertificateReader() {}

  static X509Certificate read(byte[] der) {
    if (der.length > MAX_OCTETS) {
      throw SmimeException.limit("certificate octets", MAX_OCTETS);
    }
    if (der.length == 0 || der[0] != SEQUENCE) {
      // The JDK would look for PEM in it.
      throw SmimeException.malformed("no certificate in DER; ask for another");
    }
    try {
      return read(Crypto.preferred().certificateFactory(), der);
    } catch (GeneralSecurityException | RuntimeException refused) {
      return readTolerantly(der);
    }
  }

  private static X509Certificate readTolerantly(byte[] der) {
    try {
      X509Certificate certificate = read(Crypto.preferred().tolerantCertificateFactory(), der);
      // Bouncy Castle notices only when asked that it does not take a key.
      if (certificate != null && certificate.getPublicKey() != null) {
        return certificate;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw SmimeException.malformed("no readable certificate: " + why(e) + "; ask for another", e);
    }
    throw SmimeException.malformed("no certificate with a readable key; ask for another");
  }

  /** What the innermost cause says, in one line. */
  private static String why(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getMessage() == null ? "not X.509" : cause.getMessage();
    return text.lines().findFirst().orElse("not X.509");
  }

  @SuppressWarnings("NullAway") // Bouncy Castle answers null to empty input
  private static X509Certificate read(CertificateFactory factory, byte[] der)
      throws GeneralSecurityException {
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
  }
}
