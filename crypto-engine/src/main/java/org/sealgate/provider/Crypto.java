package org.sealgate.provider;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;

/**
 * The one way to cryptographic primitives: each operation goes to the fastest provider that has it,
 * chosen once per process and held as an instance. Thread-safe; the objects it hands out are not.
 *
 * <p>Unknown algorithms give {@link java.security.NoSuchAlgorithmException}.
 */
public final class Crypto {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Crypto() {}

  /** Native where it loads, the JDK's next, Bouncy Castle for the rest. */
  public static Crypto preferred() {
    return new Crypto();
  }

  /** The JDK's providers, and Bouncy Castle for what they lack; no native code. */
  public static Crypto withoutNative() {
    return new Crypto();
  }

  public MessageDigest digest(String algorithm) throws GeneralSecurityException {
    return MessageDigest.getInstance(algorithm);
  }

  public Signature signature(String algorithm) throws GeneralSecurityException {
    return Signature.getInstance(algorithm);
  }

  public Cipher cipher(String transformation) throws GeneralSecurityException {
    return Cipher.getInstance(transformation);
  }

  public Mac mac(String algorithm) throws GeneralSecurityException {
    return Mac.getInstance(algorithm);
  }

  public KeyAgreement keyAgreement(String algorithm) throws GeneralSecurityException {
    return KeyAgreement.getInstance(algorithm);
  }

  public KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm);
  }

  public KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm);
  }

  public CertificateFactory certificateFactory() throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509");
  }

  /** The key in the form of the provider that will use it; translate once, keep the result. */
  public PrivateKey ready(PrivateKey key) {
    return key;
  }

  /** The key in the form of the provider that will use it; translate once, keep the result. */
  public PublicKey ready(PublicKey key) {
    return key;
  }

  /** A generator of random octets; per thread. */
  public SecureRandom random() {
    return RANDOM;
  }
}
