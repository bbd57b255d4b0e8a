package org.sealgate.gateway.notice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sealgate.SmimeException;
import org.sealgate.archive.AuditEntry;
import org.sealgate.archive.AuditEvent;
import org.sealgate.archive.KeyArchive;
import org.sealgate.certificate.EmailAddress;

/**
 * Tells owners and administrators of keys that expire, each once for each threshold, and the hook
 * of that and of whatever the audit tells. What was told is remembered in the archive, after it was
 * told: whatever goes wrong, a notice may come twice, but never not at all.
 */
public final class Notifier {
  private static final String LAST_EVENT = "hook-audit";

  private final KeyArchive archive;
  private final Channels channels;
  private final List<String> told = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  /** A notifier over the archive that holds the keys, and what was told of them. */
  public Notifier(KeyArchive archive, Channels channels) {
    this.archive = archive;
    this.channels = channels;
  }

  /**
   * Through what is told.
   *
   * @param mail sends mails; empty where none are sent
   * @param administrators who is told of all keys
   * @param owners whether owners are told of theirs
   * @param hook the operator's program; empty for none
   */
  public record Channels(
      Optional<NoticeMail> mail,
      List<EmailAddress> administrators,
      boolean owners,
      Optional<Hook> hook) {
    public Channels {
      administrators = List.copyOf(administrators);
    }
  }

  /**
   * What came of it.
   *
   * @param told who was told of what, one line each
   * @param failed what could not be told, one line each; it is told the next time
   */
  public record Notices(List<String> told, List<String> failed) {
    public Notices {
      told = List.copyOf(told);
      failed = List.copyOf(failed);
    }
  }

  /**
   * Tells what is due.
   *
   * @param ahead as {@link Expiry#ahead} finds them
   */
  public Notices run(List<Expiry> ahead) {
    if (channels.mail().isPresent()) {
      NoticeMail mail = channels.mail().get();
      channels.administrators().forEach(to -> send(mail, to, ahead, "admin:" + to));
      if (channels.owners()) {
        byOwner(ahead).forEach((owner, theirs) -> send(mail, owner, theirs, "owner"));
      }
    }
    channels.hook().ifPresent(hook -> attempt(() -> tell(hook, ahead)));
    return new Notices(told, failed);
  }

  private static Map<EmailAddress, List<Expiry>> byOwner(List<Expiry> expiries) {
    Map<EmailAddress, List<Expiry>> owners = new LinkedHashMap<>();
    for (Expiry expiry : expiries) {
      EmailAddress.parse(expiry.entry().owner())
          .ifPresent(owner -> owners.computeIfAbsent(owner, each -> new ArrayList<>()).add(expiry));
    }
    return owners;
  }

  private void send(NoticeMail mail, EmailAddress to, List<Expiry> expiries, String whom) {
    List<Expiry> due = expiries.stream().filter(expiry -> isDue(expiry, whom)).toList();
    if (due.isEmpty()) {
      return;
    }
    attempt(() -> {
      boolean one = due.size() == 1;
      String subject =
          one
              ? "Certificate of "
                  + due.getFirst().entry().owner()
                  + " ends "
                  + due.getFirst().when()
              : due.size() + " mail certificates end soon";
      mail.send(to, subject, NoticeText.of(due));
      due.forEach(expiry -> remember(expiry, whom));
      told.add("mail to " + to + " on " + due.size() + (one ? " key" : " keys"));
    });
  }

  private boolean isDue(Expiry expiry, String whom) {
    return expiry.threshold()
        < archive.remembered(name(expiry, whom)).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
  }

  private void remember(Expiry expiry, String whom) {
    archive.remember(name(expiry, whom), Integer.toString(expiry.threshold()));
  }

  private static String name(Expiry expiry, String whom) {
    return "expiry:" + expiry.entry().id() + ":" + whom;
  }

  private void tell(Hook hook, List<Expiry> expiries) {
    for (Expiry expiry : expiries) {
      if (isDue(expiry, "hook")) {
        hook.tell(event(expiry));
        remember(expiry, "hook");
        told.add("hook on " + expiry.entry().id().substring(0, 16) + " expiring");
      }
    }
    Optional<String> position = archive.remembered(LAST_EVENT);
    if (position.isEmpty()) {
      archive.remember(LAST_EVENT, Long.toString(archive.auditEnd()));
      return;
    }
    long known = Long.parseLong(position.get());
    List<AuditEntry> page = archive.audit(known, KeyArchive.AUDIT_PAGE);
    while (!page.isEmpty()) {
      page.forEach(told(hook));
      page = archive.audit(page.getLast().number(), KeyArchive.AUDIT_PAGE);
    }
  }

  /** Uses are counted in the audit, and are no event: there may be thousands a day. */
  private Consumer<AuditEntry> told(Hook hook) {
    return entry -> {
      if (entry.event() != AuditEvent.DECRYPTED) {
        hook.tell(event(entry));
        told.add("hook on entry " + entry.number() + " " + word(entry.event()));
      }
      archive.remember(LAST_EVENT, Long.toString(entry.number()));
    };
  }

  private static ObjectNode event(Expiry expiry) {
    var entry = expiry.entry();
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", "expiring")
        .put("identity", entry.id())
        .put("owner", entry.owner())
        .put("purpose", entry.purpose().name().toLowerCase(Locale.ROOT))
        .put("notAfter", entry.certificate().notAfter().toString())
        .put("daysLeft", expiry.daysLeft())
        .put("threshold", expiry.threshold());
  }

  private static ObjectNode event(AuditEntry entry) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", word(entry.event()))
        .put("identity", entry.subject())
        .put("number", entry.number())
        .put("at", entry.at().toString())
        .put("detail", entry.detail());
  }

  private static String word(AuditEvent event) {
    return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One channel that fails does not keep the others from being used. */
  private void attempt(Runnable telling) {
    try {
      telling.run();
    } catch (SmimeException e) {
      failed.add(String.valueOf(e.getMessage()));
    }
  }
}
