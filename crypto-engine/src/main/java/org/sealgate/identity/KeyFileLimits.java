package org.sealgate.identity;

import org.sealgate.SmimeException;

/**
 * Bounds on a key file, so that a hostile one costs a clear error (promise 7).
 *
 * @param keyFileOctets the size of the file
 * @param keyFileObjects keys and certificates in one file
 * @param keyFileDepth safes within safes, containers within containers
 * @param kdfIterations the iterations of one password derivation
 * @param kdfWork the iterations of all derivations of one file together, over all passwords tried
 * @param scryptOctets the memory of one scrypt derivation (RFC 7914)
 */
public record KeyFileLimits(
    int keyFileOctets,
    int keyFileObjects,
    int keyFileDepth,
    int kdfIterations,
    long kdfWork,
    long scryptOctets) {
  /** 64 MiB, 100,000 objects, depth 16, 10 million iterations, 100 million in all, 256 MiB. */
  public static final KeyFileLimits DEFAULT =
      new KeyFileLimits(64 << 20, 100_000, 16, 10_000_000, 100_000_000L, 256L << 20);

  /** The work still allowed while one file is read. */
  static final class Work {
    private final KeyFileLimits limits;
    private long left;

    Work(KeyFileLimits limits) {
      this.limits = limits;
      this.left = limits.kdfWork;
    }

    /** Pays for a derivation before it is made; a count below one is malformed. */
    void charge(java.math.BigInteger iterations) {
      if (iterations.signum() <= 0) {
        throw SmimeException.malformed("the key file asks for fewer than one iteration");
      }
      if (iterations.bitLength() > 31 || iterations.intValue() > limits.kdfIterations) {
        throw SmimeException.limit("kdfIterations", limits.kdfIterations);
      }
      left -= iterations.intValue();
      if (left < 0) {
        throw SmimeException.limit("kdfWork", limits.kdfWork);
      }
    }

    /** Pays for scrypt: its mixing steps count as iterations, 64 of them as one of PBKDF2's. */
    void chargeScrypt(long cost, long blockSize, long parallelization) {
      if (cost < 2 || blockSize < 1 || parallelization < 1) {
        throw SmimeException.malformed("the key file's scrypt parameters make no sense");
      }
      if (cost > limits.scryptOctets / 128 / blockSize) {
        throw SmimeException.limit("scryptOctets", limits.scryptOctets);
      }
      if (parallelization > limits.kdfIterations / cost) {
        throw SmimeException.limit("kdfIterations", limits.kdfIterations);
      }
      charge(java.math.BigInteger.valueOf(cost * parallelization));
    }

    KeyFileLimits limits() {
      return limits;
    }
  }
}
