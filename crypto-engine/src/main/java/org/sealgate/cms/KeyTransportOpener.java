package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.sealgate.provider.Crypto;

/** Decrypts keys that were encrypted to an RSA key (RFC 3370, 4.2.1, and RFC 3560). */
final class KeyTransportOpener {
  private static final String P_SPECIFIED = "1.2.840.113549.1.1.9";

  /** Two octets in front, eight of padding at least, a zero (RFC 8017, 7.2.2). */
  private static final int OVERHEAD = 11;

  private final Crypto crypto;
  private final int keyOctets;

  /**
   * @param keyOctets the length of the key that is expected; 0 where the sender chose one
   */
  KeyTransportOpener(Crypto crypto, int keyOctets) {
    this.crypto = crypto;
    this.keyOctets = keyOctets;
  }

  byte[] open(RecipientInfo.KeyTransport transport, PrivateKey key, byte[] substitute)
      throws GeneralSecurityException {
    AlgorithmIdentifier algorithm = transport.keyEncryption();
    return switch (algorithm.algorithm()) {
      case Oids.RSA -> unpad(raw(key, transport.encryptedKey()), substitute);
      case Oids.RSA_OAEP -> oaep(algorithm, key, transport.encryptedKey());
      default -> throw new GeneralSecurityException("unknown key transport");
    };
  }

  private byte[] raw(PrivateKey key, byte[] encrypted) throws GeneralSecurityException {
    return crypto.decrypter("RSA/ECB/NoPadding", key, null).doFinal(encrypted);
  }

  /**
   * Takes the key out of the padding of PKCS #1 v1.5, or gives the substitute, in the same time and
   * without a branch on what was decrypted.
   */
  private byte[] unpad(byte[] block, byte[] substitute) {
    if (keyOctets == 0) {
      return unpadAnyLength(block, substitute);
    }
    if (block.length < keyOctets + OVERHEAD) {
      return substitute;
    }
    int zero = block.length - keyOctets - 1;
    int bad = block[0] | (block[1] ^ 2) | block[zero];
    for (int i = 2; i < zero; i++) {
      // 1 where the octet is zero, which padding never is.
      bad |= ((block[i] & 0xFF) - 1) >>> 31;
    }
    int mask = (bad | -bad) >> 31;
    byte[] key = new byte[keyOctets];
    for (int i = 0; i < keyOctets; i++) {
      key[i] = (byte) ((substitute[i] & mask) | (block[zero + 1 + i] & ~mask));
    }
    return key;
  }

  /** RC2 leaves the length of its key to the sender (RFC 3370, 5.2): the zero must be found. */
  private static byte[] unpadAnyLength(byte[] block, byte[] substitute) {
    int zero = block.length - 1;
    for (int i = block.length - 1; i >= 2; i--) {
      zero = block[i] == 0 ? i : zero;
    }
    int length = block.length - 1 - zero;
    boolean good = block[0] == 0 && block[1] == 2 && zero >= OVERHEAD - 1 && length >= 5;
    return good && length <= 128
        ? java.util.Arrays.copyOfRange(block, zero + 1, block.length)
        : substitute;
  }

  private byte[] oaep(AlgorithmIdentifier algorithm, PrivateKey key, byte[] encrypted)
      throws GeneralSecurityException {
    return crypto.oaepDecrypted(key, parameters(algorithm.parameters()), encrypted);
  }

  /** RSAES-OAEP-params (RFC 4055, 4.1): every field has a default of SHA-1's time. */
  private static OAEPParameterSpec parameters(byte[] encoded) throws GeneralSecurityException {
    String hash = "SHA-1";
    String maskHash = "SHA-1";
    byte[] label = {};
    if (encoded.length > 0) {
      Elements in = Element.parse(encoded).expect(Der.SEQUENCE, "RSAES-OAEP-params").children();
      while (in.hasNext()) {
        Element field = in.next("field");
        AlgorithmIdentifier value = field.inner().algorithm();
        switch (field.tag()) {
          case 0xA0 -> hash = digestName(value);
          case 0xA1 -> maskHash = digestName(VerificationScheme.maskDigest(value));
          case 0xA2 -> label = label(value);
          default -> throw new GeneralSecurityException("unknown OAEP parameter");
        }
      }
    }
    return new OAEPParameterSpec(
        hash, "MGF1", new MGF1ParameterSpec(maskHash), new PSource.PSpecified(label));
  }

  private static byte[] label(AlgorithmIdentifier source) throws GeneralSecurityException {
    if (!source.algorithm().equals(P_SPECIFIED) || source.parameters().length == 0) {
      throw new GeneralSecurityException("unknown OAEP label source");
    }
    return Element.parse(source.parameters()).octets();
  }

  private static String digestName(AlgorithmIdentifier digest) throws GeneralSecurityException {
    String name = DigestAlgorithms.jcaName(digest.algorithm());
    if (name == null) {
      throw new GeneralSecurityException("unknown OAEP digest");
    }
    return name;
  }
}
