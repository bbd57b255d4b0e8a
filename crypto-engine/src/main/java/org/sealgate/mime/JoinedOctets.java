package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Octets that follow one another though they are stored apart: header fields and a body. */
final class JoinedOctets implements Octets {
  private final List<Octets> pieces;

  /** Where each piece begins, and at last where the whole ends. */
  private final long[] starts;

  JoinedOctets(List<Octets> pieces) {
    this.pieces = List.copyOf(pieces);
    this.starts = new long[pieces.size() + 1];
    for (int i = 0; i < pieces.size(); i++) {
      starts[i + 1] = starts[i] + pieces.get(i).length();
    }
  }

  @Override
  public long length() {
    return starts[pieces.size()];
  }

  @Override
  public InputStream open() {
    return new OctetsInputStream(this);
  }

  @Override
  public int read(long position, byte[] into, int at, int count) throws IOException {
    Objects.checkIndex(position, length() + 1);
    int done = 0;
    for (int i = pieceAt(position); i < pieces.size() && done < count; i++) {
      done += pieces.get(i).read(position + done - starts[i], into, at + done, count - done);
    }
    return done;
  }

  private int pieceAt(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public Octets slice(long from, long to) {
    Objects.checkFromToIndex(from, to, length());
    List<Octets> inside = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      long begin = Math.max(from, starts[i]);
      long end = Math.min(to, starts[i + 1]);
      if (begin < end) {
        inside.add(pieces.get(i).slice(begin - starts[i], end - starts[i]));
      }
    }
    return inside.isEmpty() ? Octets.of(new byte[0]) : Octets.join(inside);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (Octets piece : pieces) {
      piece.writeTo(out);
    }
  }

  @Override
  public void close() {
    pieces.forEach(Octets::close);
  }

  @Override
  public String toString() {
    return "Octets[" + length() + " in " + pieces.size() + " pieces]";
  }
}
