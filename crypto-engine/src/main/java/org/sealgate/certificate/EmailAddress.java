package org.sealgate.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A mailbox address. Two are equal when their domains are the same as A-labels (RFC 5280, 7.5; RFC
 * 9598, 5) and their local parts are the same without regard to the case of ASCII letters. RFC 5280
 * would compare local parts with case; no mail system in use tells them apart, and mail clients
 * write them as their users type. Characters beyond ASCII are compared as they are: folding them
 * would take the Kelvin sign for a k.
 *
 * @param localPart the part before the last {@code @}, without quotes or escapes
 * @param domain the domain in lower case, as A-labels; or an address literal in brackets
 */
public record EmailAddress(String localPart, String domain) {
  private static final int MAX_LOCAL_OCTETS = 256;

  /**
   * The address in a text like {@code user@example.org} or {@code "a b"@example.org}; empty where
   * the text is none. Nothing is trimmed or repaired: white space, control characters, a NUL, a
   * comment, or a domain with a trailing dot or an empty label make it no address.
   */
  public static Optional<EmailAddress> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    return LocalPart.read(text.substring(0, at))
        .filter(local -> local.getBytes(StandardCharsets.UTF_8).length <= MAX_LOCAL_OCTETS)
        .flatMap(local ->
            DomainName.toAscii(text.substring(at + 1))
                .map(domain -> new EmailAddress(local, domain)));
  }

  /**
   * The only mailbox in the value of a header field or a command-line argument: {@code a@b.c},
   * {@code Name <a@b.c>}; empty where there is none, several, or something unreadable.
   */
  public static Optional<EmailAddress> parseMailbox(String text) {
    AddressList list = AddressList.parse(text);
    return list.unreadable().isEmpty() && list.addresses().size() == 1
        ? Optional.of(list.addresses().getFirst())
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that
        && domain.equals(that.domain)
        && Ascii.lower(localPart).equals(Ascii.lower(that.localPart));
  }

  @Override
  public int hashCode() {
    return 31 * Ascii.lower(localPart).hashCode() + domain.hashCode();
  }

  /** As in a header field: the local part in quotes where it must be. */
  @Override
  public String toString() {
    return LocalPart.write(localPart) + "@" + domain;
  }
}
