package org.sealgate.cms;

/**
 * Bounds on a CMS structure, so that a hostile one costs a clear error (promise 7). A limit that
 * was passed is named in the error: {@code cms.recipients}.
 *
 * @param recipients RecipientInfos in one message
 * @param signers SignerInfos in one message
 * @param certificates certificates in one message, and CRLs
 * @param attributes signed or unsigned attributes of one signer
 * @param structureOctets the size of everything but the content
 * @param depth the nesting of BER constructions within each other
 * @param pbkdf2Iterations the cost of one password recipient (RFC 3211)
 * @param passwordWork the iterations of all password derivations of one message together
 * @param inflateRatio how many times larger than its CompressedData the content may be
 * @param inflatedOctets the size of a content that was compressed
 */
public record CmsLimits(
    int recipients,
    int signers,
    int certificates,
    int attributes,
    int structureOctets,
    int depth,
    int pbkdf2Iterations,
    long passwordWork,
    int inflateRatio,
    long inflatedOctets) {
  /**
   * 100,000 recipients, 100 signers, 10,000 certificates, 1,000 attributes, 64 MiB, depth 64, 10
   * million iterations, 20 million in all, ratio 1,000, 4 GiB.
   */
  public static final CmsLimits DEFAULT =
      new CmsLimits(
          100_000, 100, 10_000, 1_000, 64 << 20, 64, 10_000_000, 20_000_000L, 1_000, 4L << 30);
}
