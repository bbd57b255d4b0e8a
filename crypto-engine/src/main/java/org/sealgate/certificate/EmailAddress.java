package org.sealgate.certificate;

import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox address, compared as RFC 8550 3 asks: the domain without regard to case, the local part
 * likewise, since no mail system in use tells them apart.
 *
 * @param localPart the part before the last {@code @}, as given
 * @param domain the domain in lower case, as A-labels
 */
public record EmailAddress(String localPart, String domain) {

  /** The address in a text like {@code user@example.org}; empty where the text is none. */
  public static Optional<EmailAddress> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0 || at == text.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new EmailAddress(text.substring(0, at), text.substring(at + 1).toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that
        && localPart.equalsIgnoreCase(that.localPart)
        && domain.equals(that.domain);
  }

  @Override
  public int hashCode() {
    return 31 * localPart.toLowerCase(Locale.ROOT).hashCode() + domain.hashCode();
  }

  @Override
  public String toString() {
    return localPart + "@" + domain;
  }
}
