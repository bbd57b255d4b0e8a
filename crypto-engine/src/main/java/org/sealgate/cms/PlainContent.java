package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;

/** Data (RFC 5652, 4): octets without any protection. */
public final class PlainContent implements CmsContent {
  private final BerReader in;

  PlainContent(BerReader in) {
    this.in = in;
  }

  @Override
  public String type() {
    return Oids.DATA;
  }

  /** Writes the octets; once. */
  public void read(OutputStream sink) throws IOException {
    if (in.peek() >= 0) {
      in.octets(sink);
    }
  }
}
