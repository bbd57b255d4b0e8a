package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.sealgate.mime.Octets;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SmimeEngine;

/** A matcher that looks at the outermost layer of a mail; needs no configuration and no key. */
abstract class WrappingMatcher extends GenericMatcher {
  private final SmimeEngine engine = SmimeEngine.create();

  abstract boolean matches(Layer outermost);

  @Override
  public final Collection<MailAddress> match(Mail mail) throws MessagingException {
    try (Octets octets = MailOctets.of(mail)) {
      List<Layer> layers = engine.inspect(octets).layers();
      return !layers.isEmpty() && matches(layers.getFirst()) ? mail.getRecipients() : List.of();
    } catch (IOException | RuntimeException e) {
      throw new MessagingException(getMatcherName() + ": " + e.getMessage(), e);
    }
  }
}
