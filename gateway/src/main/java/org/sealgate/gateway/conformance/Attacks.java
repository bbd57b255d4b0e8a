package org.sealgate.gateway.conformance;

import org.sealgate.smime.Verdict.SmimeResult;

/** What must hold of a message that was made to deceive. */
final class Attacks {
  private Attacks() {}

  /** An encrypted part among others: not an encrypted message, and left as it is. */
  static void notReported(Facts facts, Comparison comparison) {
    comparison.expect("reported as encrypted", false, facts.decrypted());
    comparison.expect("left as it is", true, facts.unchanged());
  }

  /** A signed part among others: not a signed message. */
  static void notSigned(Facts facts, Comparison comparison) {
    boolean pass = facts.verdict().result() == SmimeResult.PASS;
    comparison.expect("reported as signed", false, pass || facts.contentSigned());
  }
}
