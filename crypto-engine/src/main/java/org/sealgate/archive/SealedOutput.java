package org.sealgate.archive;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Octets encrypted as they are written, in pieces of 64 KiB, each with its number and whether it is
 * the last, so that none can be changed, exchanged or cut off. Closing writes the last piece, and
 * leaves the stream below open.
 */
final class SealedOutput extends OutputStream {
  static final int PIECE = 64 << 10;

  private final Vault vault;
  private final DataOutputStream out;
  private final byte[] piece = new byte[PIECE];
  private int filled;
  private long number;
  private boolean isClosed;

  SealedOutput(Vault vault, OutputStream out) {
    this.vault = vault;
    this.out = new DataOutputStream(out);
  }

  /** What a piece is bound to. */
  static byte[] associated(long number, boolean isLast) {
    return Vault.utf8("sealgate backup piece " + number + (isLast ? " last" : ""));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == PIECE) {
        writePiece(false);
      }
      int count = Math.min(PIECE - filled, length - done);
      System.arraycopy(octets, offset + done, piece, filled, count);
      filled += count;
      done += count;
    }
  }

  private void writePiece(boolean isLast) throws IOException {
    byte[] sealed = vault.seal(Arrays.copyOf(piece, filled), associated(number, isLast));
    out.writeInt(isLast ? -sealed.length : sealed.length);
    out.write(sealed);
    filled = 0;
    number++;
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      writePiece(true);
      out.flush();
    }
  }
}
