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
 * and nonce gives the plaintext, and encrypting that once more gives the tag.
 */
final class LargeStreamed implements LargeAuthenticated {
  private static final int PIECE = 64 << 10;

  private final Opening opening;
  private final Spool plaintext;
  private final CipherSink toPlaintext;

  LargeStreamed(Opening opening, Spool plaintext) throws GeneralSecurityException {
    this.opening = opening;
    this.plaintext = plaintext;
    this.toPlaintext = new CipherSink(opening.cipher(Cipher.ENCRYPT_MODE), plaintext, PIECE);
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
    Cipher again = opening.cipher(Cipher.ENCRYPT_MODE);
    again.updateAAD(attributes);
    octets.writeTo(new CipherSink(again, OutputStream.nullOutputStream(), PIECE));
    byte[] last = again.doFinal();
    return Arrays.copyOfRange(last, last.length - opening.encryption().tagOctets(), last.length);
  }
}
