package org.sealgate.trust;

import org.bouncycastle.asn1.ASN1BitString;
import org.jspecify.annotations.Nullable;

/** Sets of revocation reasons as bits 1 to 8 (ReasonFlags of RFC 5280, 4.2.1.13). */
final class Reasons {
  static final int NONE = 0;
  static final int ALL = 0b1_1111_1110;

  private static final int HIGHEST = 8;

  private Reasons() {}

  /** The flags; all reasons where there are none. */
  static int of(@Nullable ASN1BitString flags) {
    if (flags == null) {
      return ALL;
    }
    byte[] octets = flags.getBytes();
    int reasons = NONE;
    for (int bit = 1; bit <= HIGHEST; bit++) {
      if (bit / 8 < octets.length && (octets[bit / 8] & (0x80 >> bit % 8)) != 0) {
        reasons |= 1 << bit;
      }
    }
    return reasons;
  }
}
