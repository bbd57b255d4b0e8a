package org.sealgate.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What something writes to a stream, as octets. */
public final class Written {
  private Written() {}

  /** Something that writes to a stream. */
  @FunctionalInterface
  public interface Writer {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  /** All that it writes. */
  public static byte[] by(Writer writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
