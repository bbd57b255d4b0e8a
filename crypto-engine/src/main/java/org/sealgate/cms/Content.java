package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What goes into a CMS structure: octets of known length that can be written more than once. The
 * length makes definite DER lengths possible without holding the content.
 */
public interface Content {

  /** The number of octets {@link #writeTo} writes. */
  long length();

  /** Writes the octets in pieces as large as there are. */
  void writeTo(OutputStream out) throws IOException;
}
