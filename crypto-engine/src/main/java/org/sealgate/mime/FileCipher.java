package org.sealgate.mime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in counter mode over the positions of one file: the same step encrypts and decrypts, and
 * any position can be reached directly. The counter starts at zero because each file has its own
 * key. It hides a temporary file from those who find the disk; it does not detect changes.
 */
final class FileCipher {
  private static final int BLOCK = 16;
  private static final int PIECE = 1 << 10;

  private final SecretKeySpec key;

  FileCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** Encrypts or decrypts in place the octets which stand at a position of the file. */
  void apply(long position, byte[] bytes, int at, int count) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, counter(position / BLOCK));
      int ahead = (int) (position % BLOCK);
      if (ahead > 0) {
        cipher.update(new byte[ahead], 0, ahead, new byte[BLOCK]);
      }
      // Not doFinal, which is never compiled to what the processor has. And in small pieces: many
      // calls are compiled soon, and before that a large file would go through the interpreter.
      for (int done = 0; done < count; done += PIECE) {
        int piece = Math.min(PIECE, count - done);
        if (cipher.update(bytes, at + done, piece, bytes, at + done) != piece) {
          throw new IOException("AES in counter mode holds octets back in this Java run time");
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("AES in counter mode does not work in this Java run time", e);
    }
  }

  private static IvParameterSpec counter(long block) {
    byte[] counter = new byte[BLOCK];
    for (int i = 0; i < Long.BYTES; i++) {
      counter[BLOCK - 1 - i] = (byte) (block >>> (8 * i));
    }
    return new IvParameterSpec(counter);
  }
}
