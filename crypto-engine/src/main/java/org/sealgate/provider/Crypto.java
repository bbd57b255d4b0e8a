package org.sealgate.provider;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.OAEPParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The one way to cryptographic primitives: each operation goes to the fastest provider that has it,
 * chosen once per process and held as an instance. Thread-safe; the objects it hands out are not.
 *
 * <p>Unknown algorithms give {@link java.security.NoSuchAlgorithmException}.
 *
 * <p>Operations with a key ({@link #signer}, {@link #verifier}, {@link #encrypter}, {@link
 * #decrypter}, {@link #keyAgreement(String, PrivateKey)}) go to the provider that suits the key as
 * well: a key on a token stays with its token, a curve that only Bouncy Castle knows goes there,
 * and parameters that one provider refuses are offered to the next. They are fastest with keys that
 * {@link #ready(PrivateKey)} gave.
 */
public final class Crypto {
  private static final Crypto PREFERRED = new Crypto(true);
  private static final Crypto WITHOUT_NATIVE = new Crypto(false);

  private final Routes routes;
  private final KeyTranslation keys;
  private final ThreadLocal<SecureRandom> random;

  private Crypto(boolean useNative) {
    this.routes = new Routes(useNative);
    this.keys = new KeyTranslation(useNative);
    this.random = ThreadLocal.withInitial(routes::newRandom);
  }

  /** Native where it loads, the JDK's next, Bouncy Castle for the rest. */
  public static Crypto preferred() {
    return PREFERRED;
  }

  /** The JDK's providers, and Bouncy Castle for what they lack; no native code. */
  public static Crypto withoutNative() {
    return WITHOUT_NATIVE;
  }

  /**
   * Makes known the provider of a token (PKCS#11), which need not be registered with {@code
   * Security}: keys without an encoding are offered to these providers first.
   */
  public static void addTokens(Provider provider) {
    Routes.addTokens(provider);
  }

  public MessageDigest digest(String algorithm) throws GeneralSecurityException {
    return routes.instance("MessageDigest", algorithm, MessageDigest::getInstance);
  }

  /** SHA-256 of the octets, which every Java run time has. */
  public byte[] sha256(byte[] octets) {
    try {
      return digest("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }

  public Signature signature(String algorithm) throws GeneralSecurityException {
    return routes.instance("Signature", algorithm, Signature::getInstance);
  }

  /** A cipher for a symmetric key; for RSA use {@link #encrypter} and {@link #decrypter}. */
  public Cipher cipher(String transformation) throws GeneralSecurityException {
    return routes.instance("Cipher", transformation, Cipher::getInstance);
  }

  /**
   * A cipher that will decrypt. As {@link #cipher}, but AES in CBC comes from the JDK, which
   * decrypts it at two to three times the speed of native code (and encrypts it slower).
   */
  public Cipher decryptionCipher(String transformation) throws GeneralSecurityException {
    boolean cbc = transformation.toUpperCase(Locale.ROOT).startsWith("AES/CBC/");
    return cbc
        ? routes.instance("Decryption", transformation, Cipher::getInstance)
        : cipher(transformation);
  }

  /**
   * True where native code does it: it takes a large content in one call best, while the JDK's code
   * is compiled while it runs, which a single long call prevents.
   */
  public boolean isNative(String transformation) {
    return routes.isNative("Cipher", transformation);
  }

  public Mac mac(String algorithm) throws GeneralSecurityException {
    return routes.instance("Mac", algorithm, Mac::getInstance);
  }

  public KeyAgreement keyAgreement(String algorithm) throws GeneralSecurityException {
    return routes.instance("KeyAgreement", algorithm, KeyAgreement::getInstance);
  }

  /** Key encapsulation: {@code ML-KEM}. */
  public KEM kem(String algorithm) throws GeneralSecurityException {
    return routes.instance("KEM", algorithm, KEM::getInstance);
  }

  public KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
    return routes.instance("KeyFactory", algorithm, KeyFactory::getInstance);
  }

  public SecretKeyFactory secretKeyFactory(String algorithm) throws GeneralSecurityException {
    return routes.instance("SecretKeyFactory", algorithm, SecretKeyFactory::getInstance);
  }

  public KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
    return routes.instance("KeyPairGenerator", algorithm, KeyPairGenerator::getInstance);
  }

  /**
   * A fresh key pair.
   *
   * @param algorithm {@code EC}, {@code RSA}, {@code X25519}
   * @param parameters the curve or the key's size
   */
  public KeyPair keyPair(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    return routes.firstOf(
        "KeyPairGenerator",
        algorithm,
        provider -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
          generator.initialize(parameters, random());
          try {
            return generator.generateKeyPair();
          } catch (RuntimeException e) {
            // The native provider notices only here that it does not have a curve.
            throw new InvalidAlgorithmParameterException(algorithm + ": no such keys", e);
          }
        });
  }

  /** An empty key store of a type: {@code JKS}, {@code JCEKS}, {@code BCFKS}. */
  public KeyStore keyStore(String type) throws GeneralSecurityException {
    return routes.instance("KeyStore", type, Crypto::keyStore);
  }

  private static KeyStore keyStore(String type, Provider provider) throws NoSuchAlgorithmException {
    try {
      return KeyStore.getInstance(type, provider);
    } catch (KeyStoreException unknown) {
      throw new NoSuchAlgorithmException(type, unknown);
    }
  }

  public CertificateFactory certificateFactory() throws GeneralSecurityException {
    return routes.instance("CertificateFactory", "X.509", CertificateFactory::getInstance);
  }

  /** Reads certificates that {@link #certificateFactory} refuses: odd curves and extensions. */
  public CertificateFactory tolerantCertificateFactory() throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509", Providers.bouncyCastle());
  }

  /** {@link #signer(String, PrivateKey, AlgorithmParameterSpec)} without parameters. */
  public Signature signer(String algorithm, PrivateKey key) throws GeneralSecurityException {
    return signer(algorithm, key, null);
  }

  /**
   * A signature that is ready for the octets to sign.
   *
   * @param algorithm {@code SHA256withRSA}, {@code SHA256withECDSA}, {@code Ed25519}; for RSA-PSS
   *     {@code RSASSA-PSS} with a {@link java.security.spec.PSSParameterSpec}
   */
  public Signature signer(
      String algorithm, PrivateKey key, @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    PrivateKey ready = keys.ready(key);
    return routes.withKey(
        new KeyUse("Signature", algorithm, ready),
        provider -> {
          Signature signature = Signature.getInstance(algorithm, provider);
          signature.initSign(ready);
          if (parameters != null) {
            signature.setParameter(parameters);
          }
          return signature;
        });
  }

  /** {@link #verifier(String, PublicKey, AlgorithmParameterSpec)} without parameters. */
  public Signature verifier(String algorithm, PublicKey key) throws GeneralSecurityException {
    return verifier(algorithm, key, null);
  }

  /**
   * A signature that is ready for the octets to verify; names and parameters as for {@link
   * #signer(String, PrivateKey, AlgorithmParameterSpec)}. Which octets it accepts does not depend
   * on the provider.
   */
  public Signature verifier(
      String algorithm, PublicKey key, @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    if (parameters == null
        && key instanceof RSAPublicKey rsa
        && key.getAlgorithm().equals("RSA")
        && Pkcs1Verification.knows(algorithm)) {
      return Pkcs1Verification.of(algorithm, rsa, this);
    }
    PublicKey ready = keys.ready(key);
    Signature verifier =
        routes.withKey(
            new KeyUse("Signature", algorithm, ready),
            provider -> {
              Signature signature = Signature.getInstance(algorithm, provider);
              signature.initVerify(ready);
              if (parameters != null) {
                signature.setParameter(parameters);
              }
              return signature;
            });
    return algorithm.endsWith("withECDSA") ? new EcdsaVerification(verifier) : verifier;
  }

  /** Raises to the public exponent, without padding. */
  Cipher power(PublicKey key) throws GeneralSecurityException {
    return keyCipher("RSA/ECB/NoPadding", keys.ready(key), new Start(Cipher.DECRYPT_MODE, null));
  }

  /**
   * A cipher that wraps a content-encryption key for this public key: {@code doFinal} of its
   * octets.
   *
   * @param transformation {@code RSA/ECB/PKCS1Padding}, or {@code RSA/ECB/OAEPPadding} with an
   *     {@link javax.crypto.spec.OAEPParameterSpec}. Names like {@code
   *     OAEPWithSHA-256AndMGF1Padding} need the parameters too (without them providers disagree on
   *     the MGF hash) and mean the same
   */
  public Cipher encrypter(
      String transformation, PublicKey key, @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    return keyCipher(transformation, keys.ready(key), new Start(Cipher.ENCRYPT_MODE, parameters));
  }

  /** The inverse of {@link #encrypter}: {@code doFinal} of the encrypted key. */
  public Cipher decrypter(
      String transformation, PrivateKey key, @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    return keyCipher(transformation, keys.ready(key), new Start(Cipher.DECRYPT_MODE, parameters));
  }

  /**
   * What was encrypted with RSAES-OAEP. A token does the power alone, since the JDK's way to tokens
   * has no OAEP; the padding is taken off here.
   */
  public byte[] oaepDecrypted(PrivateKey key, OAEPParameterSpec parameters, byte[] encrypted)
      throws GeneralSecurityException {
    if (KeyUse.owner(key) != KeyUse.Owner.TOKEN) {
      return decrypter("RSA/ECB/OAEPPadding", key, parameters).doFinal(encrypted);
    }
    byte[] raised = decrypter("RSA/ECB/NoPadding", key, null).doFinal(encrypted);
    byte[] block = new byte[encrypted.length];
    System.arraycopy(raised, 0, block, block.length - raised.length, raised.length);
    return new OaepPadding(this, parameters).removed(block);
  }

  private record Start(int mode, @Nullable AlgorithmParameterSpec parameters) {}

  private Cipher keyCipher(String transformation, Key key, Start start)
      throws GeneralSecurityException {
    boolean oaep = transformation.contains("OAEP");
    if (oaep && start.parameters() == null) {
      throw new InvalidAlgorithmParameterException("OAEP without parameters is ambiguous");
    }
    String name = oaep ? "RSA/ECB/OAEPPadding" : transformation;
    return routes.withKey(
        new KeyUse("Cipher", name, key),
        provider -> {
          Cipher cipher = Cipher.getInstance(name, provider);
          cipher.init(start.mode(), key, start.parameters(), random());
          return cipher;
        });
  }

  /** A key agreement that is ready for the public key of the other side. */
  public KeyAgreement keyAgreement(String algorithm, PrivateKey key)
      throws GeneralSecurityException {
    PrivateKey ready = keys.ready(key);
    return routes.withKey(
        new KeyUse("KeyAgreement", algorithm, ready),
        provider -> {
          KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
          agreement.init(ready);
          return agreement;
        });
  }

  /** A public key from its SubjectPublicKeyInfo (RFC 5280, 4.1), of any algorithm and curve. */
  public PublicKey publicKey(byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
    return EncodedKeys.publicKey(routes, subjectPublicKeyInfo);
  }

  /** A private key from its PKCS#8 encoding (RFC 5958), of any algorithm and curve. */
  public PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return EncodedKeys.privateKey(routes, pkcs8);
  }

  /**
   * The key in the form of the provider that will use it; translate once, keep the result. A key on
   * a token stays what it is.
   */
  public PrivateKey ready(PrivateKey key) {
    return keys.ready(key);
  }

  /** The key in the form of the provider that will use it; translate once, keep the result. */
  public PublicKey ready(PublicKey key) {
    return keys.ready(key);
  }

  /** A generator of random octets; per thread. */
  public SecureRandom random() {
    return random.get();
  }

  /** Which provider does each of the usual operations, and why: for {@code sealgate doctor}. */
  public List<Choice> choices() {
    return Choices.of(routes);
  }

  /** Whether native code is in use, and why it is not: a word or two for people. */
  public String nativeState() {
    return routes.nativeState();
  }
}
