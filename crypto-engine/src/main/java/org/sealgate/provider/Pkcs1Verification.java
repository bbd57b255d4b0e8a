package org.sealgate.provider;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.jspecify.annotations.Nullable;

/**
 * Verifies RSASSA-PKCS1-v1_5 by encoding and comparing (RFC 8017, 8.2.2), so that the answer is the
 * same whichever provider does the arithmetic. A DigestInfo whose algorithm lacks the NULL is
 * accepted too, as RFC 8017, A.2.4 demands; native code does not do that.
 */
final class Pkcs1Verification extends Verification {
  /** 00 01, eight octets of padding and 00: what is at least around a DigestInfo. */
  private static final int LEAST_PADDING = 11;

  private static final String SHA_2 = "2.16.840.1.101.3.4.2.";

  private static final Map<String, Digest> DIGESTS =
      Map.ofEntries(
          Map.entry("MD2withRSA", new Digest("MD2", "1.2.840.113549.2.2")),
          Map.entry("MD4withRSA", new Digest("MD4", "1.2.840.113549.2.4")),
          Map.entry("MD5withRSA", new Digest("MD5", "1.2.840.113549.2.5")),
          Map.entry("RIPEMD160withRSA", new Digest("RIPEMD160", "1.3.36.3.2.1")),
          Map.entry("SHA1withRSA", new Digest("SHA-1", "1.3.14.3.2.26")),
          Map.entry("SHA224withRSA", new Digest("SHA-224", SHA_2 + "4")),
          Map.entry("SHA256withRSA", new Digest("SHA-256", SHA_2 + "1")),
          Map.entry("SHA384withRSA", new Digest("SHA-384", SHA_2 + "2")),
          Map.entry("SHA512withRSA", new Digest("SHA-512", SHA_2 + "3")),
          Map.entry("SHA512/224withRSA", new Digest("SHA-512/224", SHA_2 + "5")),
          Map.entry("SHA512/256withRSA", new Digest("SHA-512/256", SHA_2 + "6")),
          Map.entry("SHA3-224withRSA", new Digest("SHA3-224", SHA_2 + "7")),
          Map.entry("SHA3-256withRSA", new Digest("SHA3-256", SHA_2 + "8")),
          Map.entry("SHA3-384withRSA", new Digest("SHA3-384", SHA_2 + "9")),
          Map.entry("SHA3-512withRSA", new Digest("SHA3-512", SHA_2 + "10")));

  private final Digest algorithm;
  private final MessageDigest digest;
  private final BigInteger modulus;
  private final Cipher power;

  private Pkcs1Verification(String name, Digest algorithm, RSAPublicKey key, Crypto crypto)
      throws GeneralSecurityException {
    super(name);
    this.algorithm = algorithm;
    this.digest = crypto.digest(algorithm.name());
    this.modulus = key.getModulus();
    this.power = crypto.power(key);
    int least = algorithm.info(new byte[digest.getDigestLength()], true).length + LEAST_PADDING;
    if (octets() < least) {
      throw new InvalidKeyException("the key is too short for " + name);
    }
  }

  /**
   * A digest within a signature.
   *
   * @param name what the JCA calls it
   * @param oid its object identifier
   */
  private record Digest(String name, String oid) {

    byte[] info(byte[] hash, boolean withNull) {
      @Nullable ASN1Encodable parameters = withNull ? DERNull.INSTANCE : null;
      ASN1ObjectIdentifier identifier = new ASN1ObjectIdentifier(oid);
      try {
        return new DigestInfo(new AlgorithmIdentifier(identifier, parameters), hash)
            .getEncoded("DER");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** True for the names of signatures that this knows. */
  static boolean knows(String name) {
    return DIGESTS.containsKey(name);
  }

  /** Verifies signatures with one of the names that this knows. */
  static Pkcs1Verification of(String name, RSAPublicKey key, Crypto crypto)
      throws GeneralSecurityException {
    Digest algorithm = DIGESTS.get(name);
    if (algorithm == null) {
      throw new IllegalArgumentException(name);
    }
    return new Pkcs1Verification(name, algorithm, key, crypto);
  }

  private int octets() {
    return (modulus.bitLength() + 7) / 8;
  }

  @Override
  protected void engineUpdate(byte octet) {
    digest.update(octet);
  }

  @Override
  protected void engineUpdate(byte[] octets, int offset, int length) {
    digest.update(octets, offset, length);
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    byte[] hash = digest.digest();
    if (signature.length != octets() || new BigInteger(1, signature).compareTo(modulus) >= 0) {
      return false;
    }
    byte[] message = message(signature);
    boolean asWritten = MessageDigest.isEqual(message, encoded(algorithm.info(hash, true)));
    return asWritten || MessageDigest.isEqual(message, encoded(algorithm.info(hash, false)));
  }

  /** The encoded message, of the modulus' length whatever the provider makes of leading zeros. */
  private byte[] message(byte[] signature) throws SignatureException {
    try {
      byte[] raised = power.doFinal(signature);
      byte[] message = new byte[octets()];
      System.arraycopy(raised, 0, message, message.length - raised.length, raised.length);
      return message;
    } catch (GeneralSecurityException e) {
      throw new SignatureException("not a number that this key can raise", e);
    }
  }

  /** EMSA-PKCS1-v1_5 (RFC 8017, 9.2). */
  private byte[] encoded(byte[] digestInfo) {
    byte[] message = new byte[octets()];
    int start = message.length - digestInfo.length;
    message[1] = 1;
    Arrays.fill(message, 2, start - 1, (byte) 0xFF);
    System.arraycopy(digestInfo, 0, message, start, digestInfo.length);
    return message;
  }
}
