package org.sealgate.policy;

import org.sealgate.certificate.Selection;
import org.sealgate.certificate.Selection.Candidate;

/** What to say where nobody can be encrypted to. */
final class NoCertificate {
  private static final int CANDIDATES_TOLD = 3;

  private NoCertificate() {}

  /** One line, for decisions. */
  static String reason(Selection selection) {
    int seen = selection.candidates().size();
    if (seen == 0) {
      return "no certificate was found";
    }
    StringBuilder reason = new StringBuilder("none of " + seen + " certificates is usable");
    for (Candidate candidate : selection.candidates().stream().limit(CANDIDATES_TOLD).toList()) {
      reason.append("; ").append(String.join(", ", candidate.rejections()));
    }
    return reason.toString();
  }

  /** For the sender: what, why, what to do. */
  static String text(Selection selection, Rule rule) {
    return "The mail to "
        + selection.address()
        + " must be encrypted (rule '"
        + rule.name()
        + "'), and "
        + reason(selection)
        + ". Ask the recipient for a signed mail or a valid certificate, or ask your"
        + " administrator.";
  }
}
