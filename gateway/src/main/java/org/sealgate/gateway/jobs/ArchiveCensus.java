package org.sealgate.gateway.jobs;

import jakarta.mail.internet.MailDateFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.mime.Octets;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SmimeEngine;

/**
 * Takes stock of a mail archive without opening a mail: which mails are encrypted, to which keys,
 * and which of those are missing. Only the outermost encryption shows.
 */
public final class ArchiveCensus {
  private final SmimeEngine engine;
  private final Function<RecipientIdentifier, List<ArchivedIdentity>> archive;
  private final Map<RecipientIdentifier, List<ArchivedIdentity>> holders = new HashMap<>();
  private final Map<RecipientIdentifier, KeyTally> all = new HashMap<>();
  private final Map<RecipientIdentifier, KeyTally> missing = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private long mails;
  private long encrypted;
  private long openable;

  /**
   * @param engine looks into mails
   * @param archive the entries of the key archive that an identifier means
   */
  public ArchiveCensus(
      SmimeEngine engine, Function<RecipientIdentifier, List<ArchivedIdentity>> archive) {
    this.engine = engine;
    this.archive = archive;
  }

  /** Runs to the end; for one archive of mail. */
  public Census run(Path source, Progress progress) throws IOException {
    MailWalk walk =
        new MailWalk((place, mail) -> {
          one(place, mail);
          progress.step(mails, mails);
        });
    try {
      walk.through(source);
    } finally {
      progress.finish();
    }
    return new Census(
        new Census.Counts(mails, encrypted, openable, walk.otherFiles()),
        ranked(all),
        ranked(missing),
        unreadable);
  }

  private void one(String place, Octets mail) throws IOException {
    mails++;
    Set<RecipientIdentifier> recipients;
    try {
      List<Layer> layers = engine.inspect(mail).layers();
      if (layers.stream().noneMatch(Layer.Encrypted.class::isInstance)) {
        layers.stream()
            .filter(Layer.Unreadable.class::isInstance)
            .map(Layer.Unreadable.class::cast)
            .filter(layer -> !layer.claimed().contains("signed"))
            .forEach(layer -> unreadable.add(place + ": " + layer.problem().reason()));
        return;
      }
      recipients =
          layers.stream()
              .filter(Layer.Encrypted.class::isInstance)
              .flatMap(layer -> ((Layer.Encrypted) layer).recipients().stream())
              .collect(Collectors.toSet());
    } catch (SmimeException e) {
      unreadable.add(place + ": " + e.getMessage());
      return;
    }
    count(recipients, date(mail));
  }

  private void count(Set<RecipientIdentifier> recipients, Optional<Instant> date) {
    encrypted++;
    recipients.forEach(each -> all.computeIfAbsent(each, key -> new KeyTally()).count(date));
    boolean known =
        recipients.stream().anyMatch(each -> !holders.computeIfAbsent(each, archive).isEmpty());
    if (known) {
      openable++;
    } else {
      recipients.forEach(each -> missing.computeIfAbsent(each, key -> new KeyTally()).count(date));
    }
  }

  private static Optional<Instant> date(Octets mail) throws IOException {
    Optional<String> field = MailText.field(mail, "Date");
    if (field.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new MailDateFormat().parse(field.get()).toInstant());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private List<Census.Recipient> ranked(Map<RecipientIdentifier, KeyTally> tallies) {
    return tallies.entrySet().stream()
        .map(entry ->
            new Census.Recipient(
                entry.getKey(),
                holders.computeIfAbsent(entry.getKey(), archive),
                entry.getValue().mails,
                entry.getValue().span))
        .sorted(
            Comparator.comparingLong(Census.Recipient::mails)
                .reversed()
                .thenComparing(recipient -> recipient.identifier().toString()))
        .toList();
  }

  /** Mails to one key. */
  private static final class KeyTally {
    private long mails;
    private Optional<Census.Span> span = Optional.empty();

    void count(Optional<Instant> date) {
      mails++;
      date.ifPresent(when ->
          span =
              Optional.of(
                  span.map(known -> known.with(when))
                      .orElseGet(() -> new Census.Span(when, when))));
    }
  }
}
