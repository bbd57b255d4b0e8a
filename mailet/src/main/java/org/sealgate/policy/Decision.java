package org.sealgate.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.Selection;

/**
 * What was decided for one recipient, and everything it was decided from (promise 8).
 *
 * @param recipient whom it is for
 * @param rule the rule that decided
 * @param outcome what is done
 * @param reasons why, one line each
 * @param selection the certificates that were considered, where any were looked for
 */
public record Decision(
    EmailAddress recipient,
    String rule,
    Outcome outcome,
    List<String> reasons,
    Optional<Selection> selection) {
  public Decision {
    reasons = List.copyOf(reasons);
  }

  /** What is done for a recipient. */
  public enum Outcome {
    UNCHANGED,
    SIGNED,
    ENCRYPTED,
    SIGNED_AND_ENCRYPTED,
    REJECTED,
    HELD
  }

  /** The decision in one line, for logs. */
  public String line() {
    String certificate =
        selection
            .flatMap(Selection::chosen)
            .map(chosen -> " certificate=" + chosen.fingerprint())
            .orElse("");
    return recipient
        + " "
        + outcome
        + " rule="
        + rule
        + certificate
        + reasons.stream().collect(Collectors.joining("; ", " (", ")"));
  }
}
