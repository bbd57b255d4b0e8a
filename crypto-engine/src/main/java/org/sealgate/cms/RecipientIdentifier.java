package org.sealgate.cms;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/** How a CMS structure names a certificate (RFC 5652, 6.2.1 and 5.3): the key of every look-up. */
public sealed interface RecipientIdentifier {

  /**
   * Issuer name and serial number.
   *
   * @param issuer the DER encoding of the issuer's Name, exactly as received
   * @param serialNumber the serial number
   */
  record IssuerAndSerialNumber(byte[] issuer, BigInteger serialNumber)
      implements RecipientIdentifier {

    /** The issuer's name in the notation of RFC 2253, for people. */
    public String issuerName() {
      try {
        return new X500Principal(issuer).getName();
      } catch (IllegalArgumentException e) {
        return "#" + HexFormat.of().formatHex(issuer);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof IssuerAndSerialNumber that
          && Arrays.equals(issuer, that.issuer)
          && serialNumber.equals(that.serialNumber);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(issuer) + serialNumber.hashCode();
    }

    @Override
    public String toString() {
      return "issuer " + issuerName() + ", serial " + serialNumber.toString(16);
    }
  }

  /**
   * Subject key identifier: the value of the certificate's extension, or of one of the two methods
   * of RFC 5280, 4.2.1.2, where it has none.
   *
   * @param keyIdentifier the octets of the identifier, without the OCTET STRING header
   */
  record SubjectKeyIdentifier(byte[] keyIdentifier) implements RecipientIdentifier {
    @Override
    public boolean equals(Object other) {
      return other instanceof SubjectKeyIdentifier that
          && Arrays.equals(keyIdentifier, that.keyIdentifier);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(keyIdentifier);
    }

    @Override
    public String toString() {
      return "subject key identifier " + HexFormat.of().formatHex(keyIdentifier);
    }
  }
}
