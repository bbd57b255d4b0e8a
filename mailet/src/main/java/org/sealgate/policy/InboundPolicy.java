package org.sealgate.policy;

import java.util.List;
import org.sealgate.certificate.EmailAddress;

/**
 * Which mails are opened on their way in, and how that is told.
 *
 * @param recipients for whom mails are opened; none for all
 * @param onUndecryptable what becomes of a mail that does not open
 * @param headers the header fields that tell what was found
 */
public record InboundPolicy(
    List<AddressPattern> recipients, OnUndecryptable onUndecryptable, VerdictHeaders headers) {
  public InboundPolicy {
    recipients = List.copyOf(recipients);
  }

  /** What becomes of a mail that does not open. */
  public enum OnUndecryptable {
    /** It goes on as it came, with header fields that say so. */
    PASS_UNCHANGED,
    /** It goes to the error processor. */
    REJECT
  }

  /** True where a mail for these recipients is opened. */
  public boolean opensFor(List<EmailAddress> addresses) {
    return recipients.isEmpty()
        || addresses.stream()
            .anyMatch(address -> recipients.stream().anyMatch(each -> each.matches(address)));
  }
}
