package org.sealgate.cms;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;
import org.sealgate.provider.Pbkdf2;

/** Recovers keys wrapped under a password (RFC 3211), at a bounded cost. */
final class PasswordOpener {
  private static final String PBKDF2 = "1.2.840.113549.1.5.12";
  private static final String PWRI_KEK = "1.2.840.113549.1.9.16.3.9";

  /** In octets. A sender may say how long the key of RC2 is, which has up to 128. */
  private static final int LONGEST_KEY = 128;

  private static final Map<String, String> PSEUDO_RANDOM =
      Map.of(
          "1.2.840.113549.2.7", "HmacSHA1",
          "1.2.840.113549.2.8", "HmacSHA224",
          "1.2.840.113549.2.9", "HmacSHA256",
          "1.2.840.113549.2.10", "HmacSHA384",
          "1.2.840.113549.2.11", "HmacSHA512");

  private final Crypto crypto;
  private final Work work;

  PasswordOpener(Crypto crypto, Work work) {
    this.crypto = crypto;
    this.work = work;
  }

  /** The iterations that are still allowed for one message; thread-safe. */
  static final class Work {
    private final CmsLimits limits;
    private final AtomicLong left;

    Work(CmsLimits limits) {
      this.limits = limits;
      this.left = new AtomicLong(limits.passwordWork());
    }

    private void requireAllowed(int iterations) {
      if (iterations > limits.pbkdf2Iterations()) {
        throw SmimeException.limit("cms.pbkdf2Iterations", limits.pbkdf2Iterations());
      }
    }

    /** Pays for a key before it is derived. */
    private void charge(long iterations) {
      if (left.addAndGet(-iterations) < 0) {
        throw SmimeException.limit("cms.passwordWork", limits.passwordWork());
      }
    }
  }

  byte[] open(RecipientInfo.Password recipient, Secret password) throws GeneralSecurityException {
    AlgorithmIdentifier derivation =
        recipient
            .keyDerivation()
            .orElseThrow(() -> new GeneralSecurityException("no key derivation"));
    if (!derivation.algorithm().equals(PBKDF2)
        || !recipient.keyEncryption().algorithm().equals(PWRI_KEK)) {
      throw new GeneralSecurityException("unknown password scheme");
    }
    ContentEncryption cipher =
        ContentEncryption.of(Element.parse(recipient.keyEncryption().parameters()).algorithm());
    byte[] kek = derive(Element.parse(derivation.parameters()), password, cipher.keyOctets());
    return unwrap(cipher, kek, recipient.encryptedKey());
  }

  /** PBKDF2-params (RFC 8018, A.2). */
  private byte[] derive(Element parameters, Secret password, int keyOctets)
      throws GeneralSecurityException {
    Elements in = parameters.children();
    byte[] salt = in.next("salt").octets();
    int iterations = in.next("iterationCount").intValue();
    Element length = in.nextIf(Der.INTEGER);
    String mac = in.hasNext() ? pseudoRandom(in.next("prf").algorithm()) : "HmacSHA1";
    work.requireAllowed(iterations);
    if (iterations < 1 || (length != null && keyOctets != 0 && length.intValue() != keyOctets)) {
      throw new GeneralSecurityException("impossible PBKDF2 parameters");
    }
    int octets = keyOctets != 0 ? keyOctets : length == null ? 16 : length.intValue();
    if (octets < 1 || octets > LONGEST_KEY) {
      throw new GeneralSecurityException("a key of impossible length");
    }
    byte[] secret = utf8(password);
    try {
      Pbkdf2 derivation = new Pbkdf2(mac, salt, iterations, octets);
      work.charge((long) iterations * derivation.blocks(crypto));
      return derivation.key(crypto, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static String pseudoRandom(AlgorithmIdentifier algorithm)
      throws GeneralSecurityException {
    String mac = PSEUDO_RANDOM.get(algorithm.algorithm());
    if (mac == null) {
      throw new GeneralSecurityException("unknown pseudo-random function");
    }
    return mac;
  }

  private static byte[] utf8(Secret password) {
    char[] chars = password.chars();
    byte[] room = new byte[chars.length * 3];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars), encoded, true);
    byte[] octets = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    Arrays.fill(chars, '\0');
    return octets;
  }

  /** RFC 3211, 2.3.2: the key was encrypted twice, the second time chained from the end. */
  private byte[] unwrap(ContentEncryption cipher, byte[] kek, byte[] wrapped)
      throws GeneralSecurityException {
    IvParameterSpec vector = (IvParameterSpec) cipher.parameters();
    int block = vector.getIV().length;
    if (wrapped.length < 2 * block || wrapped.length % block != 0) {
      throw new GeneralSecurityException("a wrapped key of impossible length");
    }
    int last = wrapped.length - block;
    Cipher cbc = crypto.cipher(cipher.keyAlgorithm() + "/CBC/NoPadding");
    SecretKeySpec key = new SecretKeySpec(kek, cipher.keyAlgorithm());
    cbc.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(wrapped, last - block, block));
    byte[] inner = Arrays.copyOf(wrapped, wrapped.length);
    System.arraycopy(cbc.doFinal(wrapped, last, block), 0, inner, last, block);
    cbc.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(inner, last, block));
    System.arraycopy(cbc.doFinal(wrapped, 0, last), 0, inner, 0, last);
    cbc.init(Cipher.DECRYPT_MODE, key, vector);
    byte[] plain = cbc.doFinal(inner);
    int length = plain[0] & 0xFF;
    int check = (plain[1] ^ ~plain[4]) | (plain[2] ^ ~plain[5]) | (plain[3] ^ ~plain[6]);
    if ((check & 0xFF) != 0 || length > plain.length - 4) {
      throw new GeneralSecurityException("a wrong password");
    }
    return Arrays.copyOfRange(plain, 4, 4 + length);
  }
}
