package org.sealgate.policy;

import java.util.Locale;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;

/**
 * A set of addresses: {@code user@example.org} one mailbox, {@code @example.org} a domain, {@code
 * *.example.org} the domains below it, {@code *} all. Compared without regard to case.
 */
public final class AddressPattern {
  private final String text;

  private AddressPattern(String text) {
    this.text = text;
  }

  /**
   * Reads a pattern.
   *
   * @throws SmimeException CONFIGURATION where it is none
   */
  public static AddressPattern parse(String text) {
    String pattern = text.strip().toLowerCase(Locale.ROOT);
    boolean domain = pattern.startsWith("@") && pattern.length() > 1 && noStar(pattern);
    boolean below = pattern.startsWith("*.") && noStar(pattern.substring(1));
    boolean mailbox = EmailAddress.parse(pattern).isPresent() && noStar(pattern);
    if (!pattern.equals("*") && !domain && !below && !mailbox) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "'"
              + text
              + "' is no address pattern: write user@example.org, @example.org, *.example.org"
              + " or *");
    }
    return new AddressPattern(pattern);
  }

  private static boolean noStar(String pattern) {
    return pattern.indexOf('*') < 0 && pattern.indexOf(' ') < 0;
  }

  /** True where the address is one of the set. */
  public boolean matches(EmailAddress address) {
    String domain = address.domain().toLowerCase(Locale.ROOT);
    if (text.equals("*")) {
      return true;
    }
    if (text.startsWith("*.")) {
      return domain.endsWith(text.substring(1));
    }
    if (text.startsWith("@")) {
      return domain.equals(text.substring(1));
    }
    return text.equals(address.toString().toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
