package org.sealgate.gateway.conformance;

import java.io.IOException;
import org.sealgate.fixtures.corpus.ManifestRow;

/** Runs the rows of one operation. */
@FunctionalInterface
interface RowCheck {
  /**
   * Runs a row and compares what comes out with what the row expects.
   *
   * @throws Skipped where it cannot be run
   */
  Comparison run(ManifestRow row) throws IOException;
}
