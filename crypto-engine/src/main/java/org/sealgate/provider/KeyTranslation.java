package org.sealgate.provider;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.Set;

/**
 * Turns keys into those of the provider that will use them. From its numbers a key is made in
 * microseconds; from its encoding the native provider needs 155 µs, because it checks it. A key
 * that the provider does not take stays what it was, whatever exception says so: strangers make
 * points that are not on their curve, and providers throw what they like at that.
 */
final class KeyTranslation {
  /** Sizes of the NIST prime fields; other curves of the same size are told apart by trying. */
  private static final Set<Integer> FIELD_BITS = Set.of(256, 384, 521);

  /** What native code bounds, against keys that are made to be slow. */
  private static final int EXPONENT_BITS = 33;

  private static final int MODULUS_BITS = 8192;

  private final boolean useNative;

  KeyTranslation(boolean useNative) {
    this.useNative = useNative;
  }

  PrivateKey ready(PrivateKey key) {
    if (isOfCurveTheJdkDoesNotSignOn(key)) {
      return EncodedKeys.withBouncyCastle(key);
    }
    if (!wantsNative(key)) {
      return key;
    }
    try {
      if (key instanceof RSAPrivateCrtKey rsa) {
        return factory("RSA")
            .generatePrivate(
                new RSAPrivateCrtKeySpec(
                    rsa.getModulus(),
                    rsa.getPublicExponent(),
                    rsa.getPrivateExponent(),
                    rsa.getPrimeP(),
                    rsa.getPrimeQ(),
                    rsa.getPrimeExponentP(),
                    rsa.getPrimeExponentQ(),
                    rsa.getCrtCoefficient()));
      }
      if (key instanceof ECPrivateKey ec && isLikelyNist(ec.getParams().getCurve())) {
        return factory("EC").generatePrivate(new ECPrivateKeySpec(ec.getS(), ec.getParams()));
      }
      return key;
    } catch (GeneralSecurityException | RuntimeException stays) {
      return key;
    }
  }

  PublicKey ready(PublicKey key) {
    if (isUnparsed(key) || isOfCurveTheJdkDoesNotSignOn(key) || isKemKeyOfTheJdk(key)) {
      return parse(key);
    }
    if (!wantsNative(key)) {
      return key;
    }
    try {
      if (key instanceof RSAPublicKey rsa && isUsual(rsa)) {
        return factory("RSA")
            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      }
      if (key instanceof ECPublicKey ec && isLikelyNist(ec.getParams().getCurve())) {
        return factory("EC").generatePublic(new ECPublicKeySpec(ec.getW(), ec.getParams()));
      }
      return key;
    } catch (GeneralSecurityException | RuntimeException stays) {
      return key;
    }
  }

  /** RSASSA-PSS keys stay with the JDK, which heeds the parameters that restrict them. */
  private boolean wantsNative(Key key) {
    String algorithm = key.getAlgorithm();
    boolean type = "RSA".equals(algorithm) || "EC".equals(algorithm) || "ECDSA".equals(algorithm);
    return useNative
        && type
        && KeyUse.owner(key) != KeyUse.Owner.NATIVE
        && KeyUse.owner(key) != KeyUse.Owner.TOKEN
        && nativeProvider().isPresent();
  }

  /** Native code takes other keys at first, and fails with them at the signature's end. */
  private static boolean isUsual(RSAPublicKey key) {
    BigInteger exponent = key.getPublicExponent();
    return exponent.bitLength() <= EXPONENT_BITS
        && exponent.testBit(0)
        && key.getModulus().bitLength() <= MODULUS_BITS;
  }

  private static boolean isLikelyNist(EllipticCurve curve) {
    return FIELD_BITS.contains(curve.getField().getFieldSize());
  }

  /** The JDK reads keys on Brainpool and Koblitz curves, and refuses at the signature's end. */
  private static boolean isOfCurveTheJdkDoesNotSignOn(Key key) {
    if (!(key instanceof ECKey ec) || KeyUse.owner(key) != KeyUse.Owner.JDK) {
      return false;
    }
    BigInteger order = ec.getParams().getOrder();
    boolean nist =
        isLikelyNist(ec.getParams().getCurve())
            && ec.getParams().getCurve().getA().signum() != 0
            && order.shiftRight(order.bitLength() - 32).bitCount() == 32;
    return !nist && key.getEncoded() != null;
  }

  /** Bouncy Castle encapsulates on every JDK, and takes no key of the JDK's. */
  private static boolean isKemKeyOfTheJdk(PublicKey key) {
    return key.getAlgorithm().equals("ML-KEM") && KeyUse.owner(key) == KeyUse.Owner.JDK;
  }

  /** A key in a certificate of an algorithm or curve that the JDK does not know. */
  private static boolean isUnparsed(PublicKey key) {
    return key.getClass().getName().equals("sun.security.x509.X509Key");
  }

  private static PublicKey parse(PublicKey key) {
    try {
      return EncodedKeys.withBouncyCastle(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException unknown) {
      return key;
    }
  }

  private static Optional<Provider> nativeProvider() {
    return Providers.nativeProvider().provider();
  }

  private static KeyFactory factory(String algorithm) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm, nativeProvider().orElseThrow());
  }
}
