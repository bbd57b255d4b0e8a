package org.sealgate.certificate;

import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Tells type and strength from a SubjectPublicKeyInfo, without a provider that knows the key. */
final class PublicKeyReader {
  private static final Map<String, KeyStrength> FIXED =
      Map.ofEntries(
          fixed("1.3.101.110", KeyType.X25519, "X25519", 255, 128),
          fixed("1.3.101.111", KeyType.X448, "X448", 448, 224),
          fixed("1.3.101.112", KeyType.ED25519, "Ed25519", 255, 128),
          fixed("1.3.101.113", KeyType.ED448, "Ed448", 448, 224),
          fixed("2.16.840.1.101.3.4.3.17", KeyType.ML_DSA, "ML-DSA-44", 44, 128),
          fixed("2.16.840.1.101.3.4.3.18", KeyType.ML_DSA, "ML-DSA-65", 65, 192),
          fixed("2.16.840.1.101.3.4.3.19", KeyType.ML_DSA, "ML-DSA-87", 87, 256),
          fixed("2.16.840.1.101.3.4.4.1", KeyType.ML_KEM, "ML-KEM-512", 512, 128),
          fixed("2.16.840.1.101.3.4.4.2", KeyType.ML_KEM, "ML-KEM-768", 768, 192),
          fixed("2.16.840.1.101.3.4.4.3", KeyType.ML_KEM, "ML-KEM-1024", 1024, 256),
          fixed("1.2.643.2.2.19", KeyType.GOST, "GOST-2001", 256, 128),
          fixed("1.2.643.7.1.1.1.1", KeyType.GOST, "GOST-2012-256", 256, 128),
          fixed("1.2.643.7.1.1.1.2", KeyType.GOST, "GOST-2012-512", 512, 256),
          fixed("1.2.643.2.2.20", KeyType.GOST, "GOST-94", 1024, 80));

  /** RFC 9814: the twelve parameter sets of FIPS 205, at arcs 20 to 31. */
  private static final String SLH_DSA_ARC = "2.16.840.1.101.3.4.3.";

  private static final int SLH_DSA_FIRST = 20;
  private static final String[] SLH_DSA = {
    "SHA2-128s", "SHA2-128f", "SHA2-192s", "SHA2-192f", "SHA2-256s", "SHA2-256f",
    "SHAKE-128s", "SHAKE-128f", "SHAKE-192s", "SHAKE-192f", "SHAKE-256s", "SHAKE-256f"
  };

  private static final Map<String, KeyType> SIZED =
      Map.of(
          "1.2.840.113549.1.1.1", KeyType.RSA,
          "2.5.8.1.1", KeyType.RSA,
          "1.2.840.113549.1.1.10", KeyType.RSA_PSS,
          "1.2.840.113549.1.1.7", KeyType.RSA_OAEP,
          "1.2.840.10040.4.1", KeyType.DSA,
          "1.2.840.10046.2.1", KeyType.DH,
          "1.2.840.113549.1.3.1", KeyType.DH,
          "1.2.840.10045.2.1", KeyType.EC);

  private PublicKeyReader() {}

  static KeyStrength read(byte[] subjectPublicKeyInfo) {
    SubjectPublicKeyInfo info;
    try {
      info = SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo);
    } catch (RuntimeException unreadable) {
      return new KeyStrength(KeyType.OTHER, "unreadable", 0, 0);
    }
    String oid = info.getAlgorithm().getAlgorithm().getId();
    KeyStrength fixed = FIXED.get(oid);
    if (fixed != null) {
      return fixed;
    }
    return oid.startsWith(SLH_DSA_ARC) ? slhDsa(oid) : sized(oid, info);
  }

  private static Map.Entry<String, KeyStrength> fixed(
      String oid, KeyType type, String name, int bits, int securityBits) {
    return Map.entry(oid, new KeyStrength(type, name, bits, securityBits));
  }

  private static KeyStrength slhDsa(String oid) {
    int index = Integer.parseInt(oid.substring(SLH_DSA_ARC.length())) - SLH_DSA_FIRST;
    if (index < 0 || index >= SLH_DSA.length) {
      return new KeyStrength(KeyType.OTHER, oid, 0, 0);
    }
    int security = 128 + index % 6 / 2 * 64;
    return new KeyStrength(KeyType.SLH_DSA, "SLH-DSA-" + SLH_DSA[index], security, security);
  }

  private static KeyStrength sized(String oid, SubjectPublicKeyInfo info) {
    KeyType type = SIZED.getOrDefault(oid, KeyType.OTHER);
    try {
      return switch (type) {
        case RSA, RSA_PSS, RSA_OAEP -> rsa(type, info);
        case DSA -> discreteLog(type, "DSA-", info);
        case DH -> discreteLog(type, "DH-", info);
        case EC -> Curves.strength(info.getAlgorithm().getParameters());
        default -> new KeyStrength(type, oid, 0, 0);
      };
    } catch (java.io.IOException | RuntimeException unreadable) {
      return new KeyStrength(type, type.name(), 0, 0);
    }
  }

  private static KeyStrength rsa(KeyType type, SubjectPublicKeyInfo info)
      throws java.io.IOException {
    ASN1Sequence key = ASN1Sequence.getInstance(info.parsePublicKey());
    int bits = ASN1Integer.getInstance(key.getObjectAt(0)).getValue().bitLength();
    String name = type == KeyType.RSA ? "RSA-" : type == KeyType.RSA_PSS ? "RSA-PSS-" : "RSA-OAEP-";
    return new KeyStrength(type, name + bits, bits, factoring(bits));
  }

  /** DSA parameters may be absent: they are the issuer's then (RFC 3279, 2.3.2). */
  private static KeyStrength discreteLog(KeyType type, String prefix, SubjectPublicKeyInfo info)
      throws java.io.IOException {
    if (info.getAlgorithm().getParameters() instanceof ASN1Sequence parameters) {
      int bits = ASN1Integer.getInstance(parameters.getObjectAt(0)).getValue().bitLength();
      return new KeyStrength(type, prefix + bits, bits, factoring(bits));
    }
    ASN1Primitive y = info.parsePublicKey();
    int atLeast = ASN1Integer.getInstance(y).getValue().bitLength();
    return new KeyStrength(type, prefix + "inherited", atLeast, factoring(atLeast));
  }

  /** NIST SP 800-57 part 1, table 2; the usual 4096 between its lines. */
  private static int factoring(int bits) {
    if (bits >= 15360) {
      return 256;
    }
    if (bits >= 7680) {
      return 192;
    }
    if (bits >= 4090) {
      return 140;
    }
    if (bits >= 3070) {
      return 128;
    }
    // Keys a few bits short of the round number come from old generators, and are as strong.
    return bits >= 2040 ? 112 : bits >= 1020 ? 80 : bits / 16;
  }

  /** Names of curves. */
  private static final class Curves {
    static KeyStrength strength(
        org.bouncycastle.asn1.@org.jspecify.annotations.Nullable ASN1Encodable parameters) {
      if (parameters instanceof ASN1ObjectIdentifier curve) {
        String name = CurveNames.of(curve.getId());
        int bits = CurveNames.bits(curve.getId());
        return new KeyStrength(KeyType.EC, name, bits, bits / 2);
      }
      return new KeyStrength(KeyType.EC, "EC", 0, 0);
    }
  }
}
