package org.sealgate.cms;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signature scheme as the JCA knows it.
 *
 * @param jcaName its name
 * @param parameters its parameters; null where it has none
 */
record VerificationScheme(String jcaName, @Nullable AlgorithmParameterSpec parameters) {
  private static final String EC_DSA = "ECDSA";

  /** Schemes that name their digest, or need none. */
  private static final Map<String, String> COMPLETE =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.1.2", "MD2withRSA"),
          Map.entry("1.2.840.113549.1.1.3", "MD4withRSA"),
          Map.entry("1.2.840.113549.1.1.4", "MD5withRSA"),
          Map.entry("1.2.840.113549.1.1.5", "SHA1withRSA"),
          Map.entry("1.3.14.3.2.29", "SHA1withRSA"),
          Map.entry("1.3.14.3.2.15", "SHA1withRSA"),
          Map.entry("1.2.840.113549.1.1.14", "SHA224withRSA"),
          Map.entry("1.2.840.113549.1.1.11", "SHA256withRSA"),
          Map.entry("1.2.840.113549.1.1.12", "SHA384withRSA"),
          Map.entry("1.2.840.113549.1.1.13", "SHA512withRSA"),
          Map.entry("1.2.840.113549.1.1.15", "SHA512/224withRSA"),
          Map.entry("1.2.840.113549.1.1.16", "SHA512/256withRSA"),
          Map.entry("1.3.36.3.3.1.2", "RIPEMD160withRSA"),
          Map.entry("2.16.840.1.101.3.4.3.13", "SHA3-224withRSA"),
          Map.entry("2.16.840.1.101.3.4.3.14", "SHA3-256withRSA"),
          Map.entry("2.16.840.1.101.3.4.3.15", "SHA3-384withRSA"),
          Map.entry("2.16.840.1.101.3.4.3.16", "SHA3-512withRSA"),
          Map.entry("1.2.840.10045.4.1", "SHA1withECDSA"),
          Map.entry("1.2.840.10045.4.3.1", "SHA224withECDSA"),
          Map.entry(Oids.ECDSA_SHA_256, "SHA256withECDSA"),
          Map.entry(Oids.ECDSA_SHA_384, "SHA384withECDSA"),
          Map.entry(Oids.ECDSA_SHA_512, "SHA512withECDSA"),
          Map.entry("2.16.840.1.101.3.4.3.9", "SHA3-224withECDSA"),
          Map.entry("2.16.840.1.101.3.4.3.10", "SHA3-256withECDSA"),
          Map.entry("2.16.840.1.101.3.4.3.11", "SHA3-384withECDSA"),
          Map.entry("2.16.840.1.101.3.4.3.12", "SHA3-512withECDSA"),
          Map.entry("0.4.0.127.0.7.1.1.4.1.1", "SHA1withPLAIN-ECDSA"),
          Map.entry("0.4.0.127.0.7.1.1.4.1.2", "SHA224withPLAIN-ECDSA"),
          Map.entry("0.4.0.127.0.7.1.1.4.1.3", "SHA256withPLAIN-ECDSA"),
          Map.entry("0.4.0.127.0.7.1.1.4.1.4", "SHA384withPLAIN-ECDSA"),
          Map.entry("0.4.0.127.0.7.1.1.4.1.5", "SHA512withPLAIN-ECDSA"),
          Map.entry("1.2.840.10040.4.3", "SHA1withDSA"),
          Map.entry("1.3.14.3.2.27", "SHA1withDSA"),
          Map.entry("2.16.840.1.101.3.4.3.1", "SHA224withDSA"),
          Map.entry("2.16.840.1.101.3.4.3.2", "SHA256withDSA"),
          Map.entry("2.16.840.1.101.3.4.3.3", "SHA384withDSA"),
          Map.entry("2.16.840.1.101.3.4.3.4", "SHA512withDSA"),
          Map.entry(Oids.ED25519, "Ed25519"),
          Map.entry(Oids.ED448, "Ed448"),
          Map.entry(Oids.ML_DSA_44, "ML-DSA"),
          Map.entry(Oids.ML_DSA_65, "ML-DSA"),
          Map.entry(Oids.ML_DSA_87, "ML-DSA"));

  /** Identifiers of a kind of key, with which the digest of the content is meant. */
  private static final Map<String, String> OF_KEY =
      Map.of(
          Oids.RSA,
          "RSA",
          Oids.EC_PUBLIC_KEY,
          EC_DSA,
          "1.2.840.10045.4.3",
          EC_DSA,
          "1.2.840.10040.4.1",
          "DSA",
          "1.3.14.3.2.12",
          "DSA");

  /** The scheme of a signer; null where nobody knows it. */
  static @Nullable VerificationScheme of(SignerInfo signer) {
    AlgorithmIdentifier algorithm = signer.signatureAlgorithm();
    String oid = algorithm.algorithm();
    if (oid.equals(Oids.RSA_PSS)) {
      return pss(algorithm.parameters());
    }
    String complete = COMPLETE.get(oid);
    if (complete != null) {
      return new VerificationScheme(complete, null);
    }
    String key = OF_KEY.get(oid);
    if (key == null) {
      return new VerificationScheme(oid, null);
    }
    String digest = DigestAlgorithms.compactName(signer.digestAlgorithm().algorithm());
    return digest == null ? null : new VerificationScheme(digest + "with" + key, null);
  }

  /** RSASSA-PSS-params (RFC 4055, 3.1): every field has a default of SHA-1's time. */
  private static @Nullable VerificationScheme pss(byte[] encoded) {
    String hash = "SHA-1";
    String maskHash = "SHA-1";
    int salt = 20;
    int trailer = 1;
    if (encoded.length > 0) {
      Elements in = Element.parse(encoded).expect(Der.SEQUENCE, "RSASSA-PSS-params").children();
      while (in.hasNext()) {
        Element field = in.next("field");
        switch (field.tag()) {
          case 0xA0 -> hash = digestName(field.inner().algorithm());
          case 0xA1 -> maskHash = digestName(maskDigest(field.inner().algorithm()));
          case 0xA2 -> salt = field.inner().intValue();
          case 0xA3 -> trailer = field.inner().intValue();
          default -> {
            return null;
          }
        }
      }
    }
    if (hash.isEmpty() || maskHash.isEmpty() || salt < 0 || trailer != 1) {
      return null;
    }
    return new VerificationScheme(
        "RSASSA-PSS",
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(maskHash), salt, trailer));
  }

  /** The digest within a mask generation function. */
  static AlgorithmIdentifier maskDigest(AlgorithmIdentifier maskGeneration) {
    return maskGeneration.parameters().length == 0
        ? AlgorithmIdentifier.of(Oids.SHA_1)
        : Element.parse(maskGeneration.parameters()).algorithm();
  }

  private static String digestName(AlgorithmIdentifier digest) {
    String name = DigestAlgorithms.jcaName(digest.algorithm());
    return name == null ? "" : name;
  }

  /** For people and policies: {@code SHA256withRSA}, {@code RSASSA-PSS with SHA-256}. */
  String label() {
    return parameters instanceof PSSParameterSpec pss
        ? jcaName + " with " + pss.getDigestAlgorithm()
        : jcaName;
  }
}
