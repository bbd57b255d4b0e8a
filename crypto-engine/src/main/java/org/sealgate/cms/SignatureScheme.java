package org.sealgate.cms;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.Profile.Digest;
import org.sealgate.cms.Profile.RsaSignature;

/**
 * Digest and signature algorithm that a key signs with, as CMS names them and as the JCA does.
 *
 * @param digestName the JCA name of the message digest
 * @param digest its identifier; parameters absent (RFC 5754, 2)
 * @param signatureName the JCA name of the signature
 * @param signature its identifier in SignerInfo
 * @param pss the parameters where it is RSASSA-PSS
 */
record SignatureScheme(
    String digestName,
    AlgorithmIdentifier digest,
    String signatureName,
    AlgorithmIdentifier signature,
    Optional<PSSParameterSpec> pss) {

  /** Behind the headers of two SEQUENCEs and the identifier 2.16.840.1.101.3.4.3. */
  private static final int ML_DSA_SET = 16;

  /** The scheme for a key under a profile: the profile rules RSA, other keys bring their own. */
  static SignatureScheme of(Key publicKey, Profile profile) {
    String algorithm = parameterSet(publicKey, publicKey.getAlgorithm().toUpperCase(Locale.ROOT));
    return switch (algorithm) {
      case "RSA" ->
          profile.rsaSignature() == RsaSignature.PSS
              ? pss(profile.digest())
              : pkcs1(profile.digest());
      case "RSASSA-PSS" -> pss(profile.digest());
      case "EC", "ECDSA" -> ecdsa(atLeast(profile.digest(), publicKey));
      // RFC 8419: Ed25519 goes with SHA-512, Ed448 with SHAKE256 of 64 octets.
      case "EDDSA", "ED25519", "ED448" ->
          isEd448(publicKey)
              ? own("SHAKE256-512", Oids.SHAKE_256, "Ed448", Oids.ED448)
              : own("SHA-512", Oids.SHA_512, "Ed25519", Oids.ED25519);
      // RFC 9882: SHA-512 suits every parameter set.
      case "ML-DSA-44" -> own("SHA-512", Oids.SHA_512, "ML-DSA-44", Oids.ML_DSA_44);
      case "ML-DSA-65" -> own("SHA-512", Oids.SHA_512, "ML-DSA-65", Oids.ML_DSA_65);
      case "ML-DSA-87" -> own("SHA-512", Oids.SHA_512, "ML-DSA-87", Oids.ML_DSA_87);
      default ->
          throw new SmimeException(
              ErrorCode.UNSUPPORTED,
              "no way to sign with a key of algorithm " + algorithm + ": use an RSA or EC key");
    };
  }

  /**
   * The JDK calls every such key ML-DSA, others name the parameter set: its identifier, of which
   * the last octet differs, stands at the same place in every SubjectPublicKeyInfo (RFC 9881, 4).
   */
  private static String parameterSet(Key key, String algorithm) {
    byte[] encoded = key.getEncoded();
    if (!algorithm.equals("ML-DSA") || encoded == null || encoded.length <= ML_DSA_SET) {
      return algorithm;
    }
    return switch (encoded[ML_DSA_SET]) {
      case 17 -> "ML-DSA-44";
      case 18 -> "ML-DSA-65";
      case 19 -> "ML-DSA-87";
      default -> algorithm;
    };
  }

  private static boolean isEd448(Key key) {
    byte[] encoded = key.getEncoded();
    // SubjectPublicKeyInfo of Ed448 is 69 octets, of Ed25519 44.
    return key.getAlgorithm().equalsIgnoreCase("Ed448") || (encoded != null && encoded.length > 60);
  }

  private static SignatureScheme own(
      String digestName, String digest, String signatureName, String signature) {
    return new SignatureScheme(
        digestName,
        AlgorithmIdentifier.of(digest),
        signatureName,
        AlgorithmIdentifier.of(signature),
        Optional.empty());
  }

  private static SignatureScheme pkcs1(Digest digest) {
    // RFC 3370 3.2: rsaEncryption must be accepted by all; parameters NULL.
    return new SignatureScheme(
        digest.jcaName(),
        AlgorithmIdentifier.of(oid(digest)),
        jcaPrefix(digest) + "withRSA",
        AlgorithmIdentifier.withNull(Oids.RSA),
        Optional.empty());
  }

  private static SignatureScheme pss(Digest digest) {
    int saltOctets =
        switch (digest) {
          case SHA_256 -> 32;
          case SHA_384 -> 48;
          case SHA_512 -> 64;
        };
    byte[] hash = AlgorithmIdentifier.withNull(oid(digest)).encoded();
    byte[] mgf = Der.sequence(Der.oid(Oids.MGF_1), hash);
    byte[] parameters =
        Der.sequence(
            Der.context(0, hash), Der.context(1, mgf), Der.context(2, Der.integer(saltOctets)));
    return new SignatureScheme(
        digest.jcaName(),
        AlgorithmIdentifier.of(oid(digest)),
        "RSASSA-PSS",
        new AlgorithmIdentifier(Oids.RSA_PSS, parameters),
        Optional.of(
            new PSSParameterSpec(
                digest.jcaName(),
                "MGF1",
                new MGF1ParameterSpec(digest.jcaName()),
                saltOctets,
                PSSParameterSpec.TRAILER_FIELD_BC)));
  }

  private static SignatureScheme ecdsa(Digest digest) {
    String signature =
        switch (digest) {
          case SHA_256 -> Oids.ECDSA_SHA_256;
          case SHA_384 -> Oids.ECDSA_SHA_384;
          case SHA_512 -> Oids.ECDSA_SHA_512;
        };
    return own(digest.jcaName(), oid(digest), jcaPrefix(digest) + "withECDSA", signature);
  }

  /** The digest must not be weaker than the curve (RFC 5753, 2.1.1 by RFC 5480, 4). */
  private static Digest atLeast(Digest wanted, Key key) {
    int bits = key instanceof ECKey ec ? ec.getParams().getCurve().getField().getFieldSize() : 256;
    Digest fitting = bits > 384 ? Digest.SHA_512 : bits > 256 ? Digest.SHA_384 : Digest.SHA_256;
    return fitting.compareTo(wanted) > 0 ? fitting : wanted;
  }

  private static String jcaPrefix(Digest digest) {
    return digest.jcaName().replace("-", "");
  }

  static String oid(Digest digest) {
    return switch (digest) {
      case SHA_256 -> Oids.SHA_256;
      case SHA_384 -> Oids.SHA_384;
      case SHA_512 -> Oids.SHA_512;
    };
  }
}
