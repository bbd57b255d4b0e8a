package org.sealgate.provider;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Keys out of their encodings; the algorithm identifier inside tells which factory to use. */
final class EncodedKeys {
  private EncodedKeys() {}

  static PublicKey publicKey(Routes routes, byte[] encoded) throws GeneralSecurityException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
    String algorithm = algorithm(encoded, true);
    try {
      return factory(routes, algorithm).generatePublic(spec);
    } catch (InvalidKeySpecException | RuntimeException curveOrFormat) {
      return withBouncyCastle(spec);
    }
  }

  static PrivateKey privateKey(Routes routes, byte[] encoded) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
    String algorithm = algorithm(encoded, false);
    try {
      return factory(routes, algorithm).generatePrivate(spec);
    } catch (InvalidKeySpecException | RuntimeException curveOrFormat) {
      return withBouncyCastle(spec);
    }
  }

  /** The same key as Bouncy Castle's; the key as it is where Bouncy Castle does not take it. */
  static PrivateKey withBouncyCastle(PrivateKey key) {
    try {
      return withBouncyCastle(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException stays) {
      return key;
    }
  }

  private static PrivateKey withBouncyCastle(PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    String algorithm = algorithm(spec.getEncoded(), false);
    try {
      return KeyFactory.getInstance(algorithm, Providers.bouncyCastle()).generatePrivate(spec);
    } catch (RuntimeException broken) {
      throw new InvalidKeySpecException("not a private key", broken);
    }
  }

  static PublicKey withBouncyCastle(X509EncodedKeySpec spec) throws GeneralSecurityException {
    String algorithm = algorithm(spec.getEncoded(), true);
    try {
      return KeyFactory.getInstance(algorithm, Providers.bouncyCastle()).generatePublic(spec);
    } catch (RuntimeException broken) {
      // A point that is not on its curve, for example.
      throw new InvalidKeySpecException("not a public key", broken);
    }
  }

  private static KeyFactory factory(Routes routes, String algorithm)
      throws GeneralSecurityException {
    return routes.instance("KeyFactory", algorithm, KeyFactory::getInstance);
  }

  /** The object identifier of the algorithm: factories of all providers know keys by it. */
  private static String algorithm(byte[] encoded, boolean isPublic) throws InvalidKeySpecException {
    try {
      return isPublic
          ? SubjectPublicKeyInfo.getInstance(encoded).getAlgorithm().getAlgorithm().getId()
          : PrivateKeyInfo.getInstance(encoded).getPrivateKeyAlgorithm().getAlgorithm().getId();
    } catch (IllegalArgumentException | IllegalStateException broken) {
      throw new InvalidKeySpecException("not the encoding of a key", broken);
    }
  }
}
