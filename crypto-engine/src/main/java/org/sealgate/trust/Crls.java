package org.sealgate.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/** Certificate revocation lists in whatever they come in: DER, PEM bundles, PKCS#7. */
public final class Crls {
  private static final byte SEQUENCE = 0x30;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (X509 CRL|CRL|PKCS7|CMS)-----([^-]*)-----END \\1-----");

  private Crls() {}

  /**
   * All CRLs in the octets.
   *
   * @throws SmimeException MALFORMED where there is none
   */
  public static List<X509CRL> read(byte[] octets) {
    List<X509CRL> crls = new ArrayList<>();
    try {
      if (octets.length > 0 && octets[0] == SEQUENCE) {
        readDer(octets, crls);
      } else {
        readText(new String(octets, StandardCharsets.ISO_8859_1), crls);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw SmimeException.malformed("no CRL in it: give DER or PEM", e);
    }
    if (crls.isEmpty()) {
      throw SmimeException.malformed("no CRL in it: give DER or PEM");
    }
    return List.copyOf(crls);
  }

  /**
   * The armour is taken off here: not every decoder of base64 in the JDK is safe with strangers.
   */
  private static void readText(String text, List<X509CRL> crls) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    while (pem.find()) {
      readDer(Base64.getMimeDecoder().decode(pem.group(2)), crls);
    }
  }

  private static void readDer(byte[] der, List<X509CRL> crls) throws GeneralSecurityException {
    Crypto.preferred().certificateFactory().generateCRLs(new ByteArrayInputStream(der)).stream()
        .filter(X509CRL.class::isInstance)
        .map(X509CRL.class::cast)
        .forEach(crls::add);
  }
}
