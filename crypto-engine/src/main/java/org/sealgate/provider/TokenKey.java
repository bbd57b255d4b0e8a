package org.sealgate.provider;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * An AES key on a token, which encrypts whole blocks in CBC mode: the mode that every token has.
 * <em>Nothing here notices a change</em>: who uses it authenticates what it encrypts.
 */
public final class TokenKey {
  private static final String MODE = "AES/CBC/NoPadding";
  private static final int BLOCK = 16;

  private final SecretKey key;
  private final Provider provider;

  TokenKey(SecretKey key, Provider provider) {
    this.key = key;
    this.provider = provider;
  }

  /**
   * Encrypts whole blocks.
   *
   * @return a random initialization vector, and the ciphertext
   * @throws SmimeException UNAVAILABLE where the token does not do it
   */
  public byte[] encrypted(byte[] blocks) {
    byte[] sealed = new byte[BLOCK + blocks.length];
    byte[] vector = new byte[BLOCK];
    Crypto.preferred().random().nextBytes(vector);
    System.arraycopy(vector, 0, sealed, 0, BLOCK);
    byte[] ciphertext = done(Cipher.ENCRYPT_MODE, vector, blocks);
    System.arraycopy(ciphertext, 0, sealed, BLOCK, ciphertext.length);
    return sealed;
  }

  /**
   * The inverse of {@link #encrypted}.
   *
   * @throws SmimeException MALFORMED where it is cut off, UNAVAILABLE where the token does not do
   *     it
   */
  public byte[] decrypted(byte[] sealed) {
    if (sealed.length < 2 * BLOCK || sealed.length % BLOCK != 0) {
      throw SmimeException.malformed("what a token's key encrypted is cut off: restore a backup");
    }
    return done(
        Cipher.DECRYPT_MODE,
        Arrays.copyOf(sealed, BLOCK),
        Arrays.copyOfRange(sealed, BLOCK, sealed.length));
  }

  private byte[] done(int mode, byte[] vector, byte[] blocks) {
    try {
      Cipher cipher = Cipher.getInstance(MODE, provider);
      cipher.init(mode, key, new IvParameterSpec(vector));
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the token does not use its AES key ("
              + TokenProblem.reason(e)
              + "): see that it is plugged in, and that the key may encrypt and decrypt",
          e);
    }
  }

  @Override
  public String toString() {
    return "TokenKey";
  }
}
