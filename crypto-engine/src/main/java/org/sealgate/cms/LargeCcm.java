package org.sealgate.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;

/**
 * CCM (RFC 3610), whose tag begins with the length of the content: a first pass decrypts in counter
 * mode, a second one over the spool computes the tag with the cipher in CBC mode.
 */
final class LargeCcm implements LargeAuthenticated {
  private static final int BLOCK = 16;
  private static final int PIECE = 64 << 10;

  /** Up to here the length of authenticated attributes takes two octets (RFC 3610, 2.2). */
  private static final int SHORT_LENGTH = 0xFF00;

  private final Opening opening;
  private final Spool plaintext;
  private final byte[] nonce;
  private final CipherSink toPlaintext;

  LargeCcm(Opening opening, Spool plaintext) throws GeneralSecurityException {
    this.opening = opening;
    this.plaintext = plaintext;
    this.nonce = ((GCMParameterSpec) opening.encryption().parameters()).getIV();
    this.toPlaintext = new CipherSink(counter(1), plaintext, PIECE);
  }

  /** How many octets hold the length of the content, and count its blocks. */
  private int lengthOctets() {
    return BLOCK - 1 - nonce.length;
  }

  private Cipher counter(int first) throws GeneralSecurityException {
    byte[] block = Arrays.copyOf(new byte[] {(byte) (lengthOctets() - 1)}, BLOCK);
    System.arraycopy(nonce, 0, block, 1, nonce.length);
    block[BLOCK - 1] = (byte) first;
    return cipher("AES/CTR/NoPadding", block);
  }

  private Cipher cipher(String transformation, byte[] vector) throws GeneralSecurityException {
    Cipher cipher = opening.crypto().cipher(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, opening.key(), new IvParameterSpec(vector));
    return cipher;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    toPlaintext.write(octets, offset, length);
  }

  @Override
  public Octets plaintext() throws IOException, GeneralSecurityException {
    toPlaintext.finish();
    if (lengthOctets() < Long.BYTES && plaintext.length() >>> (8 * lengthOctets()) != 0) {
      throw new GeneralSecurityException("more content than this nonce allows");
    }
    return plaintext.toOctets();
  }

  @Override
  public byte[] tag(Octets octets, byte[] attributes) throws IOException, GeneralSecurityException {
    LastBlock last = new LastBlock();
    CipherSink chain = new CipherSink(cipher("AES/CBC/NoPadding", new byte[BLOCK]), last, PIECE);
    chain.write(start(octets.length(), attributes));
    octets.writeTo(chain);
    chain.write(new byte[padding(octets.length())]);
    chain.finish();
    byte[] mask = counter(0).doFinal(new byte[BLOCK]);
    byte[] tag = new byte[opening.encryption().tagOctets()];
    for (int i = 0; i < tag.length; i++) {
      tag[i] = (byte) (last.block[i] ^ mask[i]);
    }
    return tag;
  }

  /** The blocks before the content: flags, nonce, length, and what is authenticated besides. */
  private byte[] start(long length, byte[] attributes) {
    int tagBits = ((opening.encryption().tagOctets() - 2) / 2) << 3;
    int flags = (attributes.length > 0 ? 0x40 : 0) | tagBits | (lengthOctets() - 1);
    byte[] first = ByteBuffer.allocate(BLOCK).putLong(Long.BYTES, length).array();
    first[0] = (byte) flags;
    System.arraycopy(nonce, 0, first, 1, nonce.length);
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.writeBytes(first);
    if (attributes.length > 0) {
      start.writeBytes(
          attributes.length < SHORT_LENGTH
              ? ByteBuffer.allocate(2).putShort((short) attributes.length).array()
              : ByteBuffer.allocate(6).putShort((short) 0xFFFE).putInt(attributes.length).array());
      start.writeBytes(attributes);
      start.writeBytes(new byte[padding(start.size())]);
    }
    return start.toByteArray();
  }

  private static int padding(long length) {
    return (int) (-length & (BLOCK - 1));
  }

  /** Keeps the last block of what is written in whole blocks. */
  private static final class LastBlock extends OutputStream {
    final byte[] block = new byte[BLOCK];

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("in whole blocks only");
    }

    @Override
    public void write(byte[] b, int off, int len) {
      if (len >= BLOCK) {
        System.arraycopy(b, off + len - BLOCK, block, 0, BLOCK);
      }
    }
  }
}
