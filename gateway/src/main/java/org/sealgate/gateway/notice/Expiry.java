package org.sealgate.gateway.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;

/**
 * An identity in use whose certificate ends.
 *
 * @param entry the identity
 * @param daysLeft whole days until it ends; negative where it has ended
 */
public record Expiry(ArchivedIdentity entry, long daysLeft) {
  /** How many days before the end people are told, the first time first. */
  public static final List<Integer> THRESHOLDS = List.of(90, 60, 30, 14, 7, 1);

  /**
   * Hands out the identities in use that end within so many days or have ended, the next one first.
   * The taker must not use the archive.
   */
  public static void forEachWithin(
      KeyArchive archive, Instant now, int days, Consumer<Expiry> taker) {
    archive.forEachActiveUntil(
        now.plus(Duration.ofDays(days)), entry -> taker.accept(of(entry, now)));
  }

  /** Those of whom somebody may have to be told: they have not ended, and are near enough. */
  public static List<Expiry> ahead(KeyArchive archive, Instant now) {
    List<Expiry> ahead = new ArrayList<>();
    forEachWithin(
        archive,
        now,
        THRESHOLDS.getFirst(),
        expiry -> {
          if (expiry.daysLeft >= 0) {
            ahead.add(expiry);
          }
        });
    return List.copyOf(ahead);
  }

  private static Expiry of(ArchivedIdentity entry, Instant now) {
    long seconds = Duration.between(now, entry.certificate().notAfter()).toSeconds();
    return new Expiry(entry, Math.floorDiv(seconds, Duration.ofDays(1).toSeconds()));
  }

  /** The smallest threshold that is reached; larger than all of them where none is. */
  int threshold() {
    return THRESHOLDS.stream()
        .filter(days -> daysLeft <= days)
        .mapToInt(Integer::intValue)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** When it ends, for people: {@code in 12 days}. */
  public String when() {
    if (daysLeft < 0) {
      return "ended " + -daysLeft + (daysLeft == -1 ? " day ago" : " days ago");
    }
    return daysLeft == 0 ? "today" : "in " + daysLeft + (daysLeft == 1 ? " day" : " days");
  }
}
