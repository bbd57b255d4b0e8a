package org.sealgate.benchmarks;

import org.sealgate.smime.Finding;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict;

/** Whether a verdict is as good as one on a message of the benchmark has to be. */
final class Verified {
  private Verified() {}

  static boolean by(Verdict verdict) {
    return verdict.layers().stream().anyMatch(Verified::good);
  }

  private static boolean good(Layer layer) {
    return layer instanceof Layer.Signed signed
        && !signed.signers().isEmpty()
        && signed.signers().stream().allMatch(Verified::good);
  }

  private static boolean good(SignerVerdict signer) {
    return signer.integrity().status() == Finding.Status.PASS
        && signer.certificatePath().status() == Finding.Status.PASS;
  }
}
