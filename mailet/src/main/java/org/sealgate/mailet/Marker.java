package org.sealgate.mailet;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What a step remembers on a mail: that it is done, so that a mail that comes again is not signed
 * twice, and how often it has waited. Attributes never leave the server and cannot be sent to it.
 *
 * @param step the name of the step
 */
record Marker(String step) {

  boolean isDone(Mail mail) {
    return mail.getAttribute(name("done")).isPresent();
  }

  void done(Mail mail) {
    mail.setAttribute(new Attribute(name("done"), AttributeValue.ofAny(true)));
    mail.removeAttribute(name("attempts"));
  }

  int attempts(Mail mail) {
    return mail.getAttribute(name("attempts"))
        .map(attribute -> attribute.getValue().value())
        .filter(Integer.class::isInstance)
        .map(Integer.class::cast)
        .orElse(0);
  }

  void attempted(Mail mail, int attempts) {
    mail.setAttribute(new Attribute(name("attempts"), AttributeValue.ofAny(attempts)));
  }

  private AttributeName name(String what) {
    return AttributeName.of("org.sealgate." + step + "." + what);
  }
}
