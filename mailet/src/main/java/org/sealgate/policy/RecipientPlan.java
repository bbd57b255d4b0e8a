package org.sealgate.policy;

import java.util.Optional;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;

/** What becomes of a mail for one recipient. */
sealed interface RecipientPlan {

  /** Why. */
  Decision decision();

  /** It goes, protected like this. */
  record Goes(
      Decision decision,
      Treatment treatment,
      Optional<EmailAddress> signAs,
      Optional<MailCertificate> encryptTo)
      implements RecipientPlan {}

  /** It does not go, and the sender is told. */
  record Stops(Decision decision, String text) implements RecipientPlan {}

  /** It waits. */
  record Waits(Decision decision) implements RecipientPlan {}
}
