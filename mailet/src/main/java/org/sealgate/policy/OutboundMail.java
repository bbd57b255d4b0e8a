package org.sealgate.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealgate.certificate.EmailAddress;

/**
 * What the planner needs to know of a mail on its way out.
 *
 * @param sender the envelope's sender; empty for the null reverse-path
 * @param recipients the envelope's recipients
 * @param headers the header fields
 * @param shape what the body is
 */
public record OutboundMail(
    Optional<EmailAddress> sender,
    List<EmailAddress> recipients,
    MailHeaders headers,
    Shape shape) {
  public OutboundMail {
    recipients = recipients.stream().distinct().toList();
  }

  /**
   * What the body is.
   *
   * @param wrapping the S/MIME or OpenPGP protection it already has
   * @param octets the size of the whole mail
   * @param calendar true where a part is text/calendar
   */
  public record Shape(Wrapping wrapping, long octets, boolean calendar) {
    /** An unprotected mail of this size. */
    public static Shape plain(long octets) {
      return new Shape(Wrapping.NONE, octets, false);
    }
  }

  /** The protection a mail already has when it comes. */
  public enum Wrapping {
    NONE,
    SIGNED,
    ENCRYPTED
  }

  /** What the mail is for. */
  public MailKind kind() {
    return MailKind.of(headers, sender.isPresent(), shape.calendar());
  }

  /** The recipients of the envelope that neither To nor Cc names: Bcc, or an alias. */
  public List<EmailAddress> hidden() {
    Set<EmailAddress> visible = new HashSet<>(headers.visibleRecipients());
    return recipients.stream().filter(recipient -> !visible.contains(recipient)).toList();
  }
}
