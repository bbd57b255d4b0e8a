package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.sealgate.policy.Retry;

/**
 * Lets a mail wait for some recipients: a copy of it as it came is put back into the queue with a
 * delay, and counts how often.
 */
record Waiting(MailetContext context, Marker marker, Retry retry) {

  /** True where it has waited as often as it may. */
  boolean isExhausted(Mail mail) {
    return marker.attempts(mail) >= retry.attempts();
  }

  void letWait(Mail mail, Collection<MailAddress> recipients) throws MessagingException {
    Mail copy = mail.duplicate();
    try {
      copy.setRecipients(List.copyOf(recipients));
      marker.attempted(copy, marker.attempts(mail) + 1);
      context.sendMail(copy, mail.getState(), retry.every().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      LifecycleUtil.dispose(copy);
    }
  }
}
