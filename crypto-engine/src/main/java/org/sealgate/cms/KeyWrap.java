package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.sealgate.provider.Crypto;

/** Unwraps keys that are wrapped under other symmetric keys (RFC 3394, RFC 3217, RFC 3657). */
final class KeyWrap {
  private static final Map<String, KeyWrap> KNOWN =
      Map.ofEntries(
          Map.entry(Oids.AES_128_WRAP, new KeyWrap("AESWrap", "AES", 16)),
          Map.entry(Oids.AES_192_WRAP, new KeyWrap("AESWrap", "AES", 24)),
          Map.entry(Oids.AES_256_WRAP, new KeyWrap("AESWrap", "AES", 32)),
          Map.entry(Oids.TRIPLE_DES_WRAP, new KeyWrap("DESedeWrap", "DESede", 24)),
          Map.entry("1.2.840.113549.1.9.16.3.7", new KeyWrap("RC2Wrap", "RC2", 16)),
          Map.entry("1.2.392.200011.61.1.1.3.2", new KeyWrap("CamelliaWrap", "Camellia", 16)),
          Map.entry("1.2.392.200011.61.1.1.3.3", new KeyWrap("CamelliaWrap", "Camellia", 24)),
          Map.entry("1.2.392.200011.61.1.1.3.4", new KeyWrap("CamelliaWrap", "Camellia", 32)),
          Map.entry("1.2.410.200004.7.1.1.1", new KeyWrap("SEEDWrap", "SEED", 16)));

  private final String transformation;
  private final String algorithm;
  private final int keyOctets;

  private KeyWrap(String transformation, String algorithm, int keyOctets) {
    this.transformation = transformation;
    this.algorithm = algorithm;
    this.keyOctets = keyOctets;
  }

  /** The wrap with this identifier. */
  static KeyWrap of(AlgorithmIdentifier identifier) throws GeneralSecurityException {
    @Nullable KeyWrap wrap = KNOWN.get(identifier.algorithm());
    if (wrap == null) {
      throw new GeneralSecurityException("unknown key wrap");
    }
    return wrap;
  }

  /** The length of its key-encryption keys in octets. */
  int keyOctets() {
    return keyOctets;
  }

  byte[] unwrap(Crypto crypto, byte[] keyEncryptionKey, byte[] wrapped)
      throws GeneralSecurityException {
    if (keyEncryptionKey.length != keyOctets) {
      throw new InvalidKeyException("key-encryption key of the wrong length");
    }
    Cipher cipher = crypto.cipher(transformation);
    cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(keyEncryptionKey, algorithm));
    try {
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (RuntimeException e) {
      // Bouncy Castle believes the length that stands in what was wrapped (RFC 3217, 4.2).
      throw new InvalidKeyException("not a wrapped key", e);
    }
  }
}
