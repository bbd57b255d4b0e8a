package org.sealgate.certificate;

import java.util.List;

/**
 * The mailboxes in the value of a From, Sender, To or Cc field (RFC 5322, 3.4), groups opened.
 * Display names and comments are read over, so that a name that looks like an address is none.
 *
 * @param addresses the mailboxes, in order
 * @param unreadable the pieces that name no mailbox, as they stand; a caller that must know every
 *     mailbox treats any of these as a mismatch
 */
public record AddressList(List<EmailAddress> addresses, List<String> unreadable) {
  public AddressList {
    addresses = List.copyOf(addresses);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads an unfolded or folded field value. Encoded words need not be decoded: they may stand only
   * where the value is read over.
   */
  public static AddressList parse(String value) {
    return new AddressListReader(value).read();
  }
}
