package org.sealgate.cms;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * A content-encryption algorithm with its parameters, ready to decrypt with.
 *
 * @param label what it is called: {@code AES-256-CBC}
 * @param keyAlgorithm the JCA name of its keys
 * @param transformation the JCA name of the cipher
 * @param keyOctets the length of its keys; 0 where the sender chose one
 * @param parameters initialisation vector or nonce
 * @param tagOctets the length of the authentication tag; 0 where there is none
 * @param derivation the HKDF of RFC 9709 to pass the key through first; empty for none
 */
record ContentEncryption(
    String label,
    String keyAlgorithm,
    String transformation,
    int keyOctets,
    AlgorithmParameterSpec parameters,
    int tagOctets,
    byte[] derivation) {
  private static final String RC2 = "1.2.840.113549.3.2";
  private static final String CAST5 = "1.2.840.113533.7.66.10";
  private static final String CHACHA20_POLY1305 = "1.2.840.113549.1.9.16.3.18";
  private static final String CEK_HKDF_SHA_256 = "1.2.840.113549.1.9.16.3.31";

  /** Ciphers in CBC mode whose parameters are the initialisation vector. */
  private static final Map<String, Cbc> CBC =
      Map.ofEntries(
          Map.entry("1.3.14.3.2.7", new Cbc("DES-CBC", "DES", 8)),
          Map.entry(Oids.DES_EDE3_CBC, new Cbc("3DES-CBC", "DESede", 24)),
          Map.entry(Oids.AES_128_CBC, new Cbc("AES-128-CBC", "AES", 16)),
          Map.entry(Oids.AES_192_CBC, new Cbc("AES-192-CBC", "AES", 24)),
          Map.entry(Oids.AES_256_CBC, new Cbc("AES-256-CBC", "AES", 32)),
          Map.entry("1.2.392.200011.61.1.1.1.2", new Cbc("Camellia-128-CBC", "Camellia", 16)),
          Map.entry("1.2.392.200011.61.1.1.1.3", new Cbc("Camellia-192-CBC", "Camellia", 24)),
          Map.entry("1.2.392.200011.61.1.1.1.4", new Cbc("Camellia-256-CBC", "Camellia", 32)),
          Map.entry("1.2.410.200004.1.4", new Cbc("SEED-CBC", "SEED", 16)),
          Map.entry("1.3.6.1.4.1.188.7.1.1.2", new Cbc("IDEA-CBC", "IDEA", 16)),
          Map.entry("1.2.410.200046.1.1.2", new Cbc("ARIA-128-CBC", "ARIA", 16)),
          Map.entry("1.2.410.200046.1.1.7", new Cbc("ARIA-192-CBC", "ARIA", 24)),
          Map.entry("1.2.410.200046.1.1.12", new Cbc("ARIA-256-CBC", "ARIA", 32)),
          Map.entry("1.3.6.1.4.1.3029.1.2", new Cbc("Blowfish-CBC", "Blowfish", 16)),
          Map.entry("1.2.156.10197.1.104.2", new Cbc("SM4-CBC", "SM4", 16)),
          // What gpgsm writes where it is told to.
          Map.entry("1.3.6.1.4.1.11591.13.2.2", new Cbc("Serpent-128-CBC", "Serpent", 16)),
          Map.entry("1.3.6.1.4.1.11591.13.2.22", new Cbc("Serpent-192-CBC", "Serpent", 24)),
          Map.entry("1.3.6.1.4.1.11591.13.2.42", new Cbc("Serpent-256-CBC", "Serpent", 32)));

  private static final Set<String> BLOCKS_OF_8 = Set.of("DES", "DESede", "IDEA", "Blowfish");

  private static final Map<String, Integer> GCM =
      Map.of(Oids.AES_128_GCM, 16, Oids.AES_192_GCM, 24, Oids.AES_256_GCM, 32);

  private static final Map<String, Integer> CCM =
      Map.of(
          "2.16.840.1.101.3.4.1.7", 16,
          "2.16.840.1.101.3.4.1.27", 24,
          "2.16.840.1.101.3.4.1.47", 32);

  private record Cbc(String label, String algorithm, int keyOctets) {}

  /** What the algorithm is called, known or not. */
  static String label(AlgorithmIdentifier algorithm) {
    try {
      return of(algorithm).label();
    } catch (SmimeException e) {
      return algorithm.algorithm();
    }
  }

  /**
   * The algorithm, as it is to be used.
   *
   * @throws SmimeException UNSUPPORTED, or MALFORMED parameters
   */
  static ContentEncryption of(AlgorithmIdentifier algorithm) {
    String oid = algorithm.algorithm();
    if (oid.equals(CEK_HKDF_SHA_256)) {
      AlgorithmIdentifier inner = parameters(algorithm).algorithm();
      if (inner.algorithm().equals(CEK_HKDF_SHA_256)) {
        throw SmimeException.malformed("a key derivation is for a cipher, not for another one");
      }
      return of(inner).derivedWith(inner.encoded());
    }
    Cbc cbc = CBC.get(oid);
    if (cbc != null) {
      return cbc(cbc, parameters(algorithm).octets());
    }
    if (GCM.containsKey(oid) || CCM.containsKey(oid)) {
      return aes(algorithm, GCM.containsKey(oid));
    }
    return switch (oid) {
      case RC2 -> rc2(parameters(algorithm));
      case CAST5 -> cast5(parameters(algorithm));
      case CHACHA20_POLY1305 ->
          new ContentEncryption(
              "ChaCha20-Poly1305",
              "ChaCha20",
              "ChaCha20-Poly1305",
              32,
              vector(parameters(algorithm).octets(), 12),
              16,
              new byte[0]);
      default ->
          throw new SmimeException(
              ErrorCode.UNSUPPORTED, "the content is encrypted with " + oid + ", unknown here");
    };
  }

  private ContentEncryption derivedWith(byte[] info) {
    return new ContentEncryption(
        label, keyAlgorithm, transformation, keyOctets, parameters, tagOctets, info);
  }

  boolean authenticates() {
    return tagOctets > 0;
  }

  private static Element parameters(AlgorithmIdentifier algorithm) {
    if (algorithm.parameters().length == 0) {
      throw SmimeException.malformed("the content-encryption algorithm lacks its parameters");
    }
    return Element.parse(algorithm.parameters());
  }

  private static ContentEncryption cbc(Cbc cipher, byte[] vector) {
    int block = BLOCKS_OF_8.contains(cipher.algorithm()) ? 8 : 16;
    return cbc(cipher.label(), cipher.algorithm(), cipher.keyOctets(), vector(vector, block));
  }

  private static ContentEncryption cbc(
      String label, String algorithm, int keyOctets, AlgorithmParameterSpec parameters) {
    String transformation = algorithm + "/CBC/PKCS5Padding";
    return new ContentEncryption(
        label, algorithm, transformation, keyOctets, parameters, 0, new byte[0]);
  }

  private static IvParameterSpec vector(byte[] octets, int length) {
    if (octets.length != length) {
      throw SmimeException.malformed("the initialisation vector has the wrong length");
    }
    return new IvParameterSpec(octets);
  }

  /** RFC 5084: nonce, and the length of the tag, which is 12 where it is not said. */
  private static ContentEncryption aes(AlgorithmIdentifier algorithm, boolean gcm) {
    Elements in = parameters(algorithm).children();
    byte[] nonce = in.next("nonce").octets();
    int tag = in.hasNext() ? in.next("ICVlen").intValue() : 12;
    boolean fits = gcm ? tag >= 12 && tag <= 16 : tag >= 4 && tag <= 16 && tag % 2 == 0;
    boolean nonceFits = gcm ? nonce.length >= 1 && nonce.length <= 64 : nonce.length >= 7;
    if (!fits || !nonceFits || (!gcm && nonce.length > 13)) {
      throw SmimeException.malformed("nonce or tag of AES have a length that is not allowed");
    }
    int octets = (gcm ? GCM : CCM).getOrDefault(algorithm.algorithm(), 0);
    String mode = gcm ? "GCM" : "CCM";
    return new ContentEncryption(
        "AES-" + octets * 8 + "-" + mode,
        "AES",
        "AES/" + mode + "/NoPadding",
        octets,
        new GCMParameterSpec(tag * 8, nonce),
        tag,
        new byte[0]);
  }

  /** RFC 8018, B.2.3: the effective size is coded, or 32 bits where it is not said. */
  private static ContentEncryption rc2(Element parameters) {
    int bits = 32;
    byte[] vector;
    if (parameters.isOctetString()) {
      vector = parameters.octets();
    } else {
      Elements in = parameters.children();
      Element version = in.nextIf(Der.INTEGER);
      if (version != null) {
        bits = Rc2.effectiveBits(version.intValue());
      }
      vector = in.next("iv").octets();
    }
    return cbc(
        "RC2-" + bits + "-CBC", "RC2", 0, new RC2ParameterSpec(bits, vector(vector, 8).getIV()));
  }

  /** RFC 2984; some write the initialisation vector alone. */
  private static ContentEncryption cast5(Element parameters) {
    if (parameters.isOctetString()) {
      return cbc("CAST5-128-CBC", "CAST5", 16, vector(parameters.octets(), 8));
    }
    Elements in = parameters.children();
    byte[] vector = in.next("iv").octets();
    int bits = in.hasNext() ? in.next("keyLength").intValue() : 128;
    if (bits < 40 || bits > 128 || bits % 8 != 0) {
      throw SmimeException.malformed("CAST5 has keys of 40 to 128 bits");
    }
    return cbc("CAST5-" + bits + "-CBC", "CAST5", bits / 8, vector(vector, 8));
  }
}
