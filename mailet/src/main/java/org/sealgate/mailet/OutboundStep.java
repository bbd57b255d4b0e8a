package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.sealgate.config.Sealgate;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.policy.Decision;
import org.sealgate.policy.OutboundPlanner;
import org.sealgate.policy.Plan;
import org.sealgate.policy.Plan.Group;
import org.sealgate.policy.Plan.Protection;
import org.sealgate.policy.Plan.Rejection;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.SignOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a plan to a mail. All copies are made before the first one goes, so that an error in any
 * of them keeps the whole mail; the recipients of a copy that went are taken from the mail, so that
 * an error after that concerns only the others. Thread-safe.
 */
final class OutboundStep {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundStep.class);

  private final Sealgate sealgate;
  private final OutboundPlanner planner;
  private final MailetContext context;
  private final Marker marker;
  private final Waiting waiting;

  OutboundStep(Sealgate sealgate, OutboundPlanner planner, MailetContext context, String name) {
    this.sealgate = sealgate;
    this.planner = planner;
    this.context = context;
    this.marker = new Marker(name);
    this.waiting = new Waiting(context, marker, planner.policy().retry());
  }

  /** A copy that is ready to go; without a message, the mail as it came. */
  private record Copy(List<MailAddress> recipients, Optional<Octets> message) {}

  void apply(Mail mail) throws MessagingException, IOException {
    if (marker.isDone(mail) || mail.getRecipients().isEmpty()) {
      return;
    }
    try (Octets octets = MailOctets.of(mail)) {
      Plan plan = planner.plan(OutboundMails.of(mail, octets, sealgate.engine()));
      plan.decisions().forEach(each -> LOG.info("{}: {}", mail.getName(), each.line()));
      apply(mail, plan, octets);
    }
  }

  private void apply(Mail mail, Plan plan, Octets octets) throws MessagingException, IOException {
    Addresses addresses = Addresses.of(mail);
    List<Copy> copies = new ArrayList<>();
    try {
      for (Group group : plan.groups()) {
        Optional<Octets> message = protect(group.protection(), octets);
        copies.add(new Copy(addresses.theirs(group.recipients()), message));
      }
      stop(mail, plan, addresses);
      go(mail, copies);
    } finally {
      copies.forEach(copy -> copy.message().ifPresent(Octets::close));
    }
  }

  private Optional<Octets> protect(Protection protection, Octets octets) throws IOException {
    if (protection.isNone()) {
      return Optional.empty();
    }
    Optional<SignOptions> signing = sealgate.signOptions(protection);
    Optional<EncryptOptions> encryption = sealgate.encryptOptions(protection);
    try (Spool out = new Spool(Spool.DEFAULT_THRESHOLD, octets.length() * 2)) {
      if (signing.isPresent() && encryption.isPresent()) {
        sealgate.engine().signAndEncrypt(octets, signing.get(), encryption.get(), out);
      } else if (signing.isPresent()) {
        sealgate.engine().sign(octets, signing.get(), out);
      } else {
        sealgate.engine().encrypt(octets, encryption.orElseThrow(), out);
      }
      return Optional.of(out.toOctets());
    }
  }

  /** Lets wait who must wait, and tells the sender of those the mail does not go to. */
  private void stop(Mail mail, Plan plan, Addresses addresses)
      throws MessagingException, IOException {
    List<Rejection> rejections = new ArrayList<>(plan.rejected());
    if (waiting.isExhausted(mail)) {
      plan.held().stream().map(OutboundStep::gaveUp).forEach(rejections::add);
    } else if (!plan.held().isEmpty()) {
      List<MailAddress> held =
          addresses.theirs(plan.held().stream().map(Decision::recipient).toList());
      waiting.letWait(mail, held);
      Recipients.remove(mail, held);
    }
    if (!rejections.isEmpty()) {
      reject(mail, rejections, addresses);
    }
  }

  private void reject(Mail mail, List<Rejection> rejections, Addresses addresses)
      throws MessagingException, IOException {
    List<MailAddress> refused =
        addresses.theirs(rejections.stream().map(each -> each.decision().recipient()).toList());
    if (mail.getMaybeSender().isNullSender()) {
      sendApart(mail, new Copy(refused, Optional.empty()), Mail.ERROR);
    } else {
      new RejectionReport(context).send(mail, rejections);
    }
    Recipients.remove(mail, refused);
  }

  private static Rejection gaveUp(Decision held) {
    return new Rejection(
        held,
        "The mail to "
            + held.recipient()
            + " waited in vain: "
            + String.join("; ", held.reasons())
            + ". Send it again later, or ask your administrator.");
  }

  /** The first copy goes on in this mail, each other one in a mail of its own. */
  private void go(Mail mail, List<Copy> copies) throws MessagingException, IOException {
    if (copies.isEmpty()) {
      mail.setState(Mail.GHOST);
      return;
    }
    for (Copy copy : copies.subList(1, copies.size())) {
      sendApart(mail, copy, mail.getState());
      Recipients.remove(mail, copy.recipients());
    }
    Copy first = copies.getFirst();
    if (first.message().isPresent()) {
      MailOctets.set(mail, first.message().get());
    }
    marker.done(mail);
  }

  private void sendApart(Mail mail, Copy copy, String state)
      throws MessagingException, IOException {
    Mail apart = mail.duplicate();
    try {
      apart.setRecipients(copy.recipients());
      if (copy.message().isPresent()) {
        MailOctets.set(apart, copy.message().get());
      }
      marker.done(apart);
      context.sendMail(apart, state);
    } finally {
      LifecycleUtil.dispose(apart);
    }
  }
}
