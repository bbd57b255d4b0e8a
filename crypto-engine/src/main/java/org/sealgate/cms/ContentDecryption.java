package org.sealgate.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.provider.Crypto;

/**
 * Decrypts the content of EnvelopedData, AuthEnvelopedData and EncryptedData in one pass and
 * constant memory. What is authenticated is handed out only after its tag has verified; every
 * failure is the same failure. Thread-safe.
 */
public final class ContentDecryption {
  private static final byte[] HKDF_SALT =
      "The Cryptographic Message Syntax".getBytes(StandardCharsets.US_ASCII);

  private final Crypto crypto;

  public ContentDecryption(Crypto crypto) {
    this.crypto = crypto;
  }

  /**
   * The content, which the caller closes.
   *
   * @throws SmimeException DECRYPTION_FAILED for whatever reason the key does not open it;
   *     UNSUPPORTED for an unknown cipher or one that does not belong into this structure
   */
  public Octets decrypt(EnvelopedContent content, ContentKey key) throws IOException {
    ContentEncryption encryption = content.usableEncryption();
    try {
      SecretKey secret = new SecretKeySpec(derived(encryption, key), encryption.keyAlgorithm());
      Octets plaintext =
          encryption.authenticates()
              ? new AuthenticatedDecryption(
                      new LargeAuthenticated.Opening(crypto, encryption, secret))
                  .decrypt(content)
              : decrypt(content, encryption, secret);
      if (key.isSubstitute()) {
        plaintext.close();
        throw failed();
      }
      return plaintext;
    } catch (GeneralSecurityException
        | CipherSink.Failure
        | IllegalArgumentException
        | ProviderException e) {
      throw failed();
    }
  }

  private Octets decrypt(EnvelopedContent content, ContentEncryption encryption, SecretKey secret)
      throws IOException, GeneralSecurityException {
    long expected = content.expectedOctets();
    try (Spool plaintext = new Spool(Spool.DEFAULT_THRESHOLD, expected, crypto::cipher)) {
      Cipher cipher = crypto.decryptionCipher(encryption.transformation());
      cipher.init(Cipher.DECRYPT_MODE, secret, encryption.parameters());
      CipherSink sink = new CipherSink(cipher, plaintext, expected);
      content.ciphertext(sink);
      if (sink.isEmpty()) {
        // A content without any octet has a block of padding (RFC 5652, 6.3); a cipher of Java
        // that was given nothing gives nothing, and calls that well.
        throw failed();
      }
      sink.finish();
      return plaintext.toOctets();
    }
  }

  static SmimeException failed() {
    return new SmimeException(ErrorCode.DECRYPTION_FAILED, "the content did not decrypt");
  }

  /** RFC 9709: the key is bound to the cipher it is used with. */
  private byte[] derived(ContentEncryption encryption, ContentKey key)
      throws GeneralSecurityException {
    byte[] info = encryption.derivation();
    return info.length == 0
        ? key.octets()
        : KeyDerivation.hkdf(
            crypto, "HmacSHA256", key.octets(), HKDF_SALT, info, encryption.keyOctets());
  }

  /** What the cipher of an AEAD, from small contents to large ones, has in common. */
  private static final class AuthenticatedDecryption {
    /** The longest authentication tag. */
    private static final int TAG = 16;

    private final LargeAuthenticated.Opening opening;

    AuthenticatedDecryption(LargeAuthenticated.Opening opening) {
      this.opening = opening;
    }

    Octets decrypt(EnvelopedContent content) throws IOException, GeneralSecurityException {
      try (Collector collector = new Collector(content.expectedOctets())) {
        return decrypt(content, collector);
      }
    }

    private Octets decrypt(EnvelopedContent content, Collector collector)
        throws IOException, GeneralSecurityException {
      content.ciphertext(collector);
      EnvelopedContent.Authentication authentication = content.authentication();
      if (authentication.tag().length != opening.encryption().tagOctets()) {
        throw new GeneralSecurityException("a tag of the wrong length");
      }
      if (collector.large != null) {
        return collector.large.finish(authentication);
      }
      Cipher cipher = opening.cipher(Cipher.DECRYPT_MODE);
      cipher.updateAAD(authentication.attributes());
      Held held = collector.held;
      held.writeBytes(authentication.tag());
      // In one call, so that the provider need not collect the ciphertext once more, and in place:
      // a second array costs as much as the cipher. Nobody sees it where the tag does not verify.
      int length = cipher.doFinal(held.array(), 0, held.size(), held.array(), 0);
      return Octets.of(held.array(), 0, length);
    }

    /** Octets whose array is looked at without a copy. */
    private static final class Held extends ByteArrayOutputStream {
      Held(int expected) {
        super(expected);
      }

      byte[] array() {
        return buf;
      }
    }

    /** Holds ciphertext while it is little, and streams it once it is not. */
    private final class Collector extends OutputStream {
      private final Held held;
      private final long expected;
      private @Nullable Spool plaintext;
      private @Nullable LargeAuthenticated large;

      Collector(long expected) {
        this.expected = expected;
        boolean isLarge = expected > opening.oneCall();
        this.held = new Held(isLarge ? 0 : Math.clamp(expected + TAG, 256, opening.oneCall()));
      }

      @Override
      public void close() {
        if (plaintext != null) {
          plaintext.close();
        }
      }

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] b, int off, int len) throws IOException {
        if (large != null) {
          large.write(b, off, len);
          return;
        }
        if (Math.max(expected, (long) held.size() + len) <= opening.oneCall()) {
          held.write(b, off, len);
          return;
        }
        plaintext = new Spool(Spool.DEFAULT_THRESHOLD, expected, opening.crypto()::cipher);
        large = opening.large(plaintext);
        large.write(held.array(), 0, held.size());
        large.write(b, off, len);
        held.reset();
      }
    }
  }
}
