package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;

/**
 * GCM and ChaCha20-Poly1305: stream ciphers, so that encrypting the ciphertext under the same key
 * and nonce gives the plaintext, and encrypting that once more gives the tag. Both happen in one
 * pass, except where there are authenticated attributes: these stand behind the content, but have
 * to be known before its tag can be begun.
 */
final class LargeStreamed implements LargeAuthenticated {
  private static final int PIECE = 64 << 10;

  private final Opening opening;
  private final Spool plaintext;
  private final CipherSink toPlaintext;
  private final Cipher tagging;

  LargeStreamed(Opening opening, Spool plaintext) throws GeneralSecurityException {
    this.opening = opening;
    this.plaintext = plaintext;
    this.tagging = opening.cipher(Cipher.ENCRYPT_MODE);
    this.toPlaintext =
        new CipherSink(
            opening.cipher(Cipher.ENCRYPT_MODE), new Both(toTag(tagging), plaintext), PIECE);
  }

  private static CipherSink toTag(Cipher cipher) {
    return new CipherSink(cipher, OutputStream.nullOutputStream(), PIECE);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    toPlaintext.write(octets, offset, length);
  }

  @Override
  public Octets plaintext() throws IOException, GeneralSecurityException {
    toPlaintext.finishWithoutTag(opening.encryption().tagOctets());
    return plaintext.toOctets();
  }

  @Override
  public byte[] tag(Octets octets, byte[] attributes) throws IOException, GeneralSecurityException {
    byte[] last = attributes.length == 0 ? tagging.doFinal() : secondPass(octets, attributes);
    return Arrays.copyOfRange(last, last.length - opening.encryption().tagOctets(), last.length);
  }

  private byte[] secondPass(Octets octets, byte[] attributes)
      throws IOException, GeneralSecurityException {
    Cipher again = opening.cipher(Cipher.ENCRYPT_MODE);
    again.updateAAD(attributes);
    octets.writeTo(toTag(again));
    return again.doFinal();
  }

  /** The plaintext while it is in the processor's cache: to its tag, and to the spool. */
  private static final class Both extends OutputStream {
    private final CipherSink tag;
    private final Spool spool;

    Both(CipherSink tag, Spool spool) {
      this.tag = tag;
      this.spool = spool;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      tag.write(b, off, len);
      spool.write(b, off, len);
    }
  }
}
