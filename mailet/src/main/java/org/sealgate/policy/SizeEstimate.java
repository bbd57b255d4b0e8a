package org.sealgate.policy;

import org.sealgate.policy.Plan.Protection;

/** How large a mail becomes by its protection, in octets, from above. */
final class SizeEstimate {
  private static final long SIGNATURE_OCTETS = 12_288;
  private static final long ENVELOPE_OCTETS = 2_048;
  private static final long RECIPIENT_OCTETS = 800;

  private static final long HEADER_OCTETS = 16_384;

  private SizeEstimate() {}

  static long of(long octets, Protection protection) {
    // Header fields inside are there once or twice more; they are small.
    long size = protection.headers().policy().protects() ? octets + HEADER_OCTETS : octets;
    if (protection.signAs().isPresent()) {
      size += SIGNATURE_OCTETS;
      if (protection.opaque() && protection.encryptTo().isEmpty()) {
        size = inBase64(size);
      }
    }
    if (!protection.encryptTo().isEmpty()) {
      size = inBase64(size + ENVELOPE_OCTETS + RECIPIENT_OCTETS * protection.encryptTo().size());
    }
    return size;
  }

  /** Four octets for three, and a line end for each 76. */
  private static long inBase64(long octets) {
    long encoded = (octets + 2) / 3 * 4;
    return encoded + (encoded / 76 + 1) * 2;
  }
}
