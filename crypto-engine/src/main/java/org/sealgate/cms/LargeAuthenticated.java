package org.sealgate.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.provider.Crypto;

/**
 * Opens an authenticated content that is too large to be held, in constant memory. Providers hold a
 * whole ciphertext until its tag has verified; here the plaintext goes to the encrypted spool and
 * nowhere else but into the tag. Nothing is released before the tags are equal.
 */
sealed interface LargeAuthenticated permits LargeStreamed, LargeCcm {

  /** Takes the next piece of the ciphertext. */
  void write(byte[] octets, int offset, int length) throws IOException;

  /** All the plaintext, unverified. */
  Octets plaintext() throws IOException, GeneralSecurityException;

  /** The tag that this plaintext and these attributes have. */
  byte[] tag(Octets plaintext, byte[] attributes) throws IOException, GeneralSecurityException;

  /**
   * The plaintext, once its tag has verified.
   *
   * @throws GeneralSecurityException where it does not
   */
  default Octets finish(EnvelopedContent.Authentication authentication)
      throws IOException, GeneralSecurityException {
    Octets plaintext = plaintext();
    try {
      byte[] tag = tag(plaintext, authentication.attributes());
      if (!MessageDigest.isEqual(tag, authentication.tag())) {
        throw new GeneralSecurityException("the tag does not verify");
      }
      return plaintext;
    } catch (IOException | GeneralSecurityException e) {
      plaintext.close();
      throw e;
    }
  }

  /**
   * What to open a content with.
   *
   * @param encryption the algorithm
   * @param key the content-encryption key
   */
  record Opening(Crypto crypto, ContentEncryption encryption, SecretKey key) {
    private static final int ONE_CALL_IN_JAVA = 1 << 20;

    /** The cipher of the algorithm, initialised. */
    Cipher cipher(int mode) throws GeneralSecurityException {
      Cipher cipher = crypto.cipher(encryption.transformation());
      cipher.init(mode, key, encryption.parameters());
      return cipher;
    }

    /** Ciphertext up to here is held and opened in one call; beyond, it streams. */
    int oneCall() {
      boolean isNative = crypto.isNative(encryption.transformation());
      return isNative ? Spool.DEFAULT_THRESHOLD : ONE_CALL_IN_JAVA;
    }

    /** The way that suits the algorithm. */
    LargeAuthenticated large(Spool plaintext) throws IOException {
      try {
        return encryption.transformation().equals("AES/CCM/NoPadding")
            ? new LargeCcm(this, plaintext)
            : new LargeStreamed(this, plaintext);
      } catch (GeneralSecurityException e) {
        throw new CipherSink.Failure(e);
      }
    }
  }
}
