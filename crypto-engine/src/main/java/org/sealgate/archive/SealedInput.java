package org.sealgate.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import javax.crypto.AEADBadTagException;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** The inverse of {@link SealedOutput}: hands out nothing that is not authentic. */
final class SealedInput extends InputStream {
  private static final int MOST = SealedOutput.PIECE + 64;

  private final Vault vault;
  private final DataInputStream in;
  private byte[] piece = {};
  private int at;
  private long number;
  private boolean wasLast;

  SealedInput(Vault vault, InputStream in) {
    this.vault = vault;
    this.in = new DataInputStream(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (at == piece.length) {
      if (wasLast) {
        return -1;
      }
      readPiece();
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, count);
    at += count;
    return count;
  }

  private void readPiece() throws IOException {
    try {
      int length = in.readInt();
      wasLast = length < 0;
      if (Math.abs(length) > MOST) {
        throw broken(null);
      }
      byte[] sealed = new byte[Math.abs(length)];
      in.readFully(sealed);
      piece = vault.open(sealed, SealedOutput.associated(number, wasLast));
      at = 0;
      number++;
    } catch (AEADBadTagException e) {
      throw number == 0 ? wrongKey(e) : broken(e);
    } catch (EOFException e) {
      throw broken(e);
    }
  }

  private static SmimeException wrongKey(AEADBadTagException e) {
    return new SmimeException(
        ErrorCode.WRONG_PASSWORD,
        "the backup does not open: give the passphrase or key file it was made with",
        e);
  }

  private static SmimeException broken(@org.jspecify.annotations.Nullable Exception cause) {
    String why = "the backup is damaged, cut off or changed: take another one";
    return cause == null ? SmimeException.malformed(why) : SmimeException.malformed(why, cause);
  }
}
