package org.sealgate.certificate;

import java.util.Map;

/** The curves met in mail, by object identifier (RFC 5480, RFC 5639, SEC 2). */
final class CurveNames {
  private record Curve(String name, int bits) {}

  private static final Map<String, Curve> CURVES =
      Map.ofEntries(
          curve("1.2.840.10045.3.1.1", "P-192", 192),
          curve("1.3.132.0.33", "P-224", 224),
          curve("1.2.840.10045.3.1.7", "P-256", 256),
          curve("1.3.132.0.34", "P-384", 384),
          curve("1.3.132.0.35", "P-521", 521),
          curve("1.3.132.0.10", "secp256k1", 256),
          curve("1.3.36.3.3.2.8.1.1.1", "brainpoolP160r1", 160),
          curve("1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1", 192),
          curve("1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1", 224),
          curve("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256),
          curve("1.3.36.3.3.2.8.1.1.8", "brainpoolP256t1", 256),
          curve("1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1", 320),
          curve("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384),
          curve("1.3.36.3.3.2.8.1.1.12", "brainpoolP384t1", 384),
          curve("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512),
          curve("1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1", 512));

  private CurveNames() {}

  /** The usual name; the identifier itself for another curve. */
  static String of(String oid) {
    Curve curve = CURVES.get(oid);
    return curve == null ? oid : curve.name;
  }

  /** The size of the field in bits; 0 for another curve. */
  static int bits(String oid) {
    Curve curve = CURVES.get(oid);
    return curve == null ? 0 : curve.bits;
  }

  private static Map.Entry<String, Curve> curve(String oid, String name, int bits) {
    return Map.entry(oid, new Curve(name, bits));
  }
}
