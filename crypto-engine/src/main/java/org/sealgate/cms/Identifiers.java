package org.sealgate.cms;

import java.math.BigInteger;

/** Reads the choice of issuer and serial number or subject key identifier. */
final class Identifiers {
  private Identifiers() {}

  static RecipientIdentifier parse(Element choice) {
    if (choice.isContext(0)) {
      return new RecipientIdentifier.SubjectKeyIdentifier(choice.octets());
    }
    return issuerAndSerialNumber(choice.expect(Der.SEQUENCE, "issuerAndSerialNumber"));
  }

  static RecipientIdentifier issuerAndSerialNumber(Element sequence) {
    Elements in = sequence.children();
    byte[] issuer = in.next(Der.SEQUENCE, "issuer").encoded();
    BigInteger serial = in.next("serialNumber").integer();
    return new RecipientIdentifier.IssuerAndSerialNumber(issuer, serial);
  }
}
