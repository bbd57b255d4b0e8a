package org.sealgate.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.policy.Decision.Outcome;
import org.sealgate.policy.Plan.Group;
import org.sealgate.policy.Plan.Protection;
import org.sealgate.policy.Plan.Rejection;
import org.sealgate.policy.RecipientPlan.Goes;
import org.sealgate.policy.RecipientPlan.Stops;
import org.sealgate.policy.RecipientPlan.Waits;

/**
 * Applies an {@link OutboundPolicy}: decides for each recipient, then puts those who get the same
 * copy together. A hidden recipient is never encrypted for together with another (promise 4).
 * Thread-safe.
 */
public final class OutboundPlanner {
  private final OutboundPolicy policy;
  private final RecipientCertificates certificates;
  private final SigningAddresses identities;

  public OutboundPlanner(
      OutboundPolicy policy, RecipientCertificates certificates, SigningAddresses identities) {
    this.policy = policy;
    this.certificates = certificates;
    this.identities = identities;
  }

  /** The policy it applies. */
  public OutboundPolicy policy() {
    return policy;
  }

  /** Decides what becomes of a mail. Asks sources of certificates, so it may block. */
  public Plan plan(OutboundMail mail) {
    Signer signer = Signer.of(mail, policy, identities);
    List<Goes> going = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    List<Decision> held = new ArrayList<>();
    for (EmailAddress recipient : mail.recipients()) {
      Rule rule = policy.ruleFor(mail, recipient);
      switch (new RecipientPlanner(mail, recipient, rule, signer).plan(certificates)) {
        case Goes goes -> going.add(goes);
        case Stops stops -> rejected.add(new Rejection(stops.decision(), stops.text()));
        case Waits waits -> held.add(waits.decision());
      }
    }
    List<Group> fitting = new ArrayList<>();
    for (Group group : groups(mail, going)) {
      long octets = SizeEstimate.of(mail.shape().octets(), group.protection());
      if (group.protection().isNone() || octets <= policy.maxOctets()) {
        fitting.add(group);
      } else {
        group.decisions().forEach(decision -> rejected.add(tooLarge(decision, octets)));
      }
    }
    return new Plan(fitting, rejected, held);
  }

  /** What recipients must have in common to get the same copy. */
  private record Key(
      Optional<EmailAddress> signAs,
      boolean encrypted,
      boolean opaque,
      String profile,
      Treatment.Headers headers,
      Optional<EmailAddress> alone) {}

  private List<Group> groups(OutboundMail mail, List<Goes> going) {
    Set<EmailAddress> hidden = new HashSet<>(mail.hidden());
    Map<Key, List<Goes>> together = new LinkedHashMap<>();
    for (Goes goes : going) {
      together.computeIfAbsent(key(goes, hidden), key -> new ArrayList<>()).add(goes);
    }
    return together.entrySet().stream()
        .map(entry -> group(mail, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Key key(Goes goes, Set<EmailAddress> hidden) {
    EmailAddress recipient = goes.decision().recipient();
    boolean encrypted = goes.encryptTo().isPresent();
    boolean alone = encrypted && hidden.contains(recipient);
    return new Key(
        goes.signAs(),
        encrypted,
        goes.treatment().opaque(),
        goes.treatment().profile(),
        goes.treatment().headers(),
        alone ? Optional.of(recipient) : Optional.empty());
  }

  private Group group(OutboundMail mail, Key key, List<Goes> members) {
    Stream<MailCertificate> theirs = members.stream().flatMap(goes -> goes.encryptTo().stream());
    Stream<MailCertificate> own =
        key.encrypted() && key.alone().isEmpty() ? senderCertificate(mail) : Stream.empty();
    return new Group(
        members.stream().map(goes -> goes.decision().recipient()).toList(),
        new Protection(
            key.signAs(),
            Stream.concat(theirs, own).distinct().toList(),
            key.opaque(),
            key.profile(),
            key.headers()),
        members.stream().map(Goes::decision).toList());
  }

  private Stream<MailCertificate> senderCertificate(OutboundMail mail) {
    return policy.encryptToSender()
        ? mail.headers().from().stream()
            .limit(1)
            .flatMap(author -> certificates.select(author).chosen().stream())
        : Stream.empty();
  }

  private Rejection tooLarge(Decision decision, long octets) {
    String text =
        "The mail to "
            + decision.recipient()
            + " would have "
            + megabytes(octets)
            + " once it is signed and encrypted, and at most "
            + megabytes(policy.maxOctets())
            + " may leave. Send smaller attachments, or several mails.";
    Decision refused =
        new Decision(
            decision.recipient(),
            decision.rule(),
            Outcome.REJECTED,
            List.of("too large once protected: " + octets + " octets"),
            decision.selection());
    return new Rejection(refused, text);
  }

  private static String megabytes(long octets) {
    long tenths = octets * 10 / (1 << 20);
    return tenths / 10 + "." + tenths % 10 + " MiB";
  }
}
