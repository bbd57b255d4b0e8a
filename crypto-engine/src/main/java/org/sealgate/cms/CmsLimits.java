package org.sealgate.cms;

/**
 * Bounds on a CMS structure, so that a hostile one costs a clear error (promise 7).
 *
 * @param recipients RecipientInfos in one message
 * @param signers SignerInfos in one message
 * @param structureOctets the size of everything but the content
 * @param depth the nesting of BER constructions within each other
 * @param pbkdf2Iterations the cost of a password recipient (RFC 3211)
 * @param inflateRatio how many times larger than its CompressedData the content may be
 */
public record CmsLimits(
    int recipients,
    int signers,
    int structureOctets,
    int depth,
    int pbkdf2Iterations,
    int inflateRatio) {
  /** 100,000 recipients, 1,000 signers, 64 MiB, depth 64, 10 million iterations, ratio 1,000. */
  public static final CmsLimits DEFAULT =
      new CmsLimits(100_000, 1_000, 64 << 20, 64, 10_000_000, 1_000);
}
