package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;

/** Content that can be passed through again. */
@FunctionalInterface
public interface ContentSource {
  /** Writes all of it in large pieces. */
  void writeTo(OutputStream out) throws IOException;
}
