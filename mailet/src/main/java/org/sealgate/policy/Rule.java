package org.sealgate.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealgate.certificate.EmailAddress;

/**
 * One rule: for which mails and recipients, and what for them.
 *
 * @param name what decisions call it
 * @param match for which
 * @param treatment what
 */
public record Rule(String name, Match match, Treatment treatment) {

  /**
   * For which mails and recipients; every condition that is there must hold.
   *
   * @param senders any of these, by the envelope and by From; none for all
   * @param recipients any of these; none for all
   * @param kinds any of these; none for all
   * @param header a field and a text it contains
   */
  public record Match(
      List<AddressPattern> senders,
      List<AddressPattern> recipients,
      Set<MailKind> kinds,
      Optional<FieldText> header) {

    /** Everything. */
    public static final Match ALL = new Match(List.of(), List.of(), Set.of(), Optional.empty());

    public Match {
      senders = List.copyOf(senders);
      recipients = List.copyOf(recipients);
      kinds = Set.copyOf(kinds);
    }

    boolean covers(OutboundMail mail, EmailAddress recipient) {
      return covers(senders, mail)
          && (recipients.isEmpty() || anyMatches(recipients, recipient))
          && (kinds.isEmpty() || kinds.contains(mail.kind()))
          && header.map(text -> text.isIn(mail.headers())).orElse(true);
    }

    private static boolean covers(List<AddressPattern> senders, OutboundMail mail) {
      return senders.isEmpty()
          || mail.sender().filter(sender -> anyMatches(senders, sender)).isPresent()
          || mail.headers().from().stream().anyMatch(from -> anyMatches(senders, from));
    }

    private static boolean anyMatches(List<AddressPattern> patterns, EmailAddress address) {
      return patterns.stream().anyMatch(pattern -> pattern.matches(address));
    }
  }

  /**
   * A header field that contains a text, without regard to case: {@code Subject} and {@code
   * [encrypt]}, {@code Sensitivity} and {@code confidential}.
   */
  public record FieldText(String field, String contains) {
    boolean isIn(MailHeaders headers) {
      return headers.contains(field, contains);
    }
  }
}
