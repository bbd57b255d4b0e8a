package org.sealgate.provider;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Takes off the padding of RSAES-OAEP (RFC 8017, 7.1.2, step 3) where a token did the power alone.
 * There is one branch on what was decrypted, at the end, and it says whether all of it is good: who
 * could tell the reasons apart could decrypt (Manger, 2001).
 */
final class OaepPadding {
  private final Crypto crypto;
  private final OAEPParameterSpec parameters;

  OaepPadding(Crypto crypto, OAEPParameterSpec parameters) {
    this.crypto = crypto;
    this.parameters = parameters;
  }

  /**
   * The message in a block.
   *
   * @param block of the modulus' length
   */
  byte[] removed(byte[] block) throws GeneralSecurityException {
    byte[] labelHash = labelHash();
    int hash = labelHash.length;
    if (block.length < 2 * hash + 2) {
      throw new BadPaddingException("the key is too short for this digest");
    }
    byte[] data = Arrays.copyOfRange(block, 1 + hash, block.length);
    byte[] seed = mask(data, Arrays.copyOfRange(block, 1, 1 + hash));
    data = mask(seed, data);
    int bad = block[0];
    for (int i = 0; i < hash; i++) {
      bad |= data[i] ^ labelHash[i];
    }
    int start = start(data, hash);
    if ((bad | 1 - Integer.signum(start)) != 0) {
      throw new BadPaddingException("the padding is bad");
    }
    return Arrays.copyOfRange(data, start, data.length);
  }

  /**
   * Where the message starts, behind zeros and a one; 0 where there is no such place. Every octet
   * is looked at, in the same way.
   */
  private static int start(byte[] data, int from) {
    int start = 0;
    int found = 0;
    int bad = 0;
    for (int i = from; i < data.length; i++) {
      int octet = data[i] & 0xFF;
      // 1 where the octet is zero, and where it is one.
      int isZero = (octet - 1) >>> 31;
      int isOne = ((octet ^ 1) - 1) >>> 31;
      int isFirst = isOne & (found ^ 1);
      start |= (i + 1) & -isFirst;
      bad |= (found | isZero | isOne) ^ 1;
      found |= isOne;
    }
    return start & -(found & (bad ^ 1));
  }

  private byte[] labelHash() throws GeneralSecurityException {
    if (!(parameters.getPSource() instanceof PSource.PSpecified label)) {
      throw new GeneralSecurityException("unknown OAEP label source");
    }
    return crypto.digest(parameters.getDigestAlgorithm()).digest(label.getValue());
  }

  /** The octets under MGF1 of a seed (RFC 8017, B.2.1). */
  private byte[] mask(byte[] seed, byte[] octets) throws GeneralSecurityException {
    if (!(parameters.getMGFParameters() instanceof MGF1ParameterSpec generator)) {
      throw new GeneralSecurityException("unknown OAEP mask generation");
    }
    MessageDigest digest = crypto.digest(generator.getDigestAlgorithm());
    byte[] masked = octets.clone();
    for (int done = 0, counter = 0; done < masked.length; counter++) {
      digest.update(seed);
      byte[] block = digest.digest(bigEndian(counter));
      for (int i = 0; i < block.length && done < masked.length; i++, done++) {
        masked[done] ^= block[i];
      }
    }
    return masked;
  }

  private static byte[] bigEndian(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }
}
