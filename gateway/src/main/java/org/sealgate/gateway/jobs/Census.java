package org.sealgate.gateway.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.cms.RecipientIdentifier;

/**
 * What a mail archive is encrypted to.
 *
 * @param counts how many of what
 * @param recipients every key that mails are encrypted to, the one with most mails first
 * @param missing the keys that would open what no key of the archive opens, likewise
 * @param unreadable mails that cannot be read, one line each
 */
public record Census(
    Counts counts, List<Recipient> recipients, List<Recipient> missing, List<String> unreadable) {
  public Census {
    recipients = List.copyOf(recipients);
    missing = List.copyOf(missing);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * How many of what.
   *
   * @param mails mails looked at
   * @param encrypted of them encrypted
   * @param openable of those the ones for which the key archive has a key
   * @param otherFiles files that hold no mail
   */
  public record Counts(long mails, long encrypted, long openable, long otherFiles) {}

  /**
   * A key that mails are encrypted to.
   *
   * @param identifier as the mails name it
   * @param holders the entries of the key archive it means; empty where it has none
   * @param mails how many
   * @param span from when to when, by their Date fields; empty where none has a date
   */
  public record Recipient(
      RecipientIdentifier identifier,
      List<ArchivedIdentity> holders,
      long mails,
      Optional<Span> span) {
    public Recipient {
      holders = List.copyOf(holders);
    }
  }

  /**
   * A span of time.
   *
   * @param first the earliest
   * @param last the latest
   */
  public record Span(Instant first, Instant last) {
    Span with(Instant other) {
      return new Span(other.isBefore(first) ? other : first, other.isAfter(last) ? other : last);
    }
  }
}
