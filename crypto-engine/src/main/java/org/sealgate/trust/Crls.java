package org.sealgate.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.X509CRL;
import java.util.Collection;
import java.util.List;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/** Certificate revocation lists in whatever they come in: DER, PEM bundles, PKCS#7. */
public final class Crls {
  private Crls() {}

  /**
   * All CRLs in the octets.
   *
   * @throws SmimeException MALFORMED where there is none
   */
  public static List<X509CRL> read(byte[] octets) {
    try {
      Collection<? extends CRL> read =
          Crypto.preferred().certificateFactory().generateCRLs(new ByteArrayInputStream(octets));
      List<X509CRL> crls =
          read.stream().filter(X509CRL.class::isInstance).map(X509CRL.class::cast).toList();
      if (crls.isEmpty()) {
        throw SmimeException.malformed("no CRL in it: give DER or PEM");
      }
      return crls;
    } catch (GeneralSecurityException e) {
      throw SmimeException.malformed("no CRL in it: give DER or PEM", e);
    }
  }
}
