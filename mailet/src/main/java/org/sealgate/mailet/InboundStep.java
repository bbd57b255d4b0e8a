package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.config.Sealgate;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.policy.InboundPolicy;
import org.sealgate.policy.InboundPolicy.OnUndecryptable;
import org.sealgate.policy.MailHeaders;
import org.sealgate.policy.VerdictHeaders;
import org.sealgate.smime.Finding;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a mail and says at its top what was found. Fields that claim to be ours are removed first,
 * whatever the mail is. A signature that everybody can read through stays in place, so that the
 * recipient's own program can check it again. Thread-safe.
 */
final class InboundStep {
  private static final Logger LOG = LoggerFactory.getLogger(InboundStep.class);

  /** What to do of the two. */
  enum Task {
    /** Decrypt and verify. */
    OPEN,
    /** Touch only what is encrypted. */
    DECRYPT,
    /** Say what was found, and leave the body as it is. */
    VERIFY
  }

  private final Sealgate sealgate;
  private final Task task;
  private final Marker marker;
  private final Waiting waiting;

  InboundStep(Sealgate sealgate, Task task, MailetContext context) {
    this.sealgate = sealgate;
    this.task = task;
    // One marker for all three: what one has written another must not take for a forgery.
    this.marker = new Marker("inbound");
    this.waiting = new Waiting(context, marker, sealgate.configuration().outbound().retry());
  }

  void apply(Mail mail) throws MessagingException, IOException {
    if (marker.isDone(mail)) {
      return;
    }
    try (Octets received = MailOctets.of(mail)) {
      Octets clean = withoutForgeries(received);
      if (sealgate.inbound().opensFor(Addresses.of(mail).recipients())) {
        open(mail, clean);
      } else {
        MailOctets.set(mail, clean);
        marker.done(mail);
      }
    } catch (SmimeException e) {
      later(mail, e);
    }
  }

  /** An archive that does not answer is waited for; every other error stops the mail. */
  private void later(Mail mail, SmimeException e) throws MessagingException {
    boolean passes = e.code() == ErrorCode.UNAVAILABLE && !waiting.isExhausted(mail);
    if (!passes) {
      throw e;
    }
    LOG.warn("{}: waits: {}", mail.getName(), String.valueOf(e.getMessage()));
    waiting.letWait(mail, mail.getRecipients());
    mail.setState(Mail.GHOST);
  }

  private Octets withoutForgeries(Octets received) throws IOException {
    Entity entity = Entity.parseMail(received, MimeLimits.DEFAULT);
    VerdictHeaders ours = sealgate.inbound().headers();
    HeaderBlock kept = entity.header().only(field -> !ours.isForged(field.name(), field.value()));
    return kept.fields().size() == entity.header().fields().size()
        ? received
        : Entity.of(kept, entity.body()).octets();
  }

  private void open(Mail mail, Octets octets) throws MessagingException, IOException {
    try (OpenedMessage opened = sealgate.engine().open(octets, sealgate.openOptions())) {
      if (task == Task.DECRYPT && !isEncrypted(opened.verdict())) {
        MailOctets.set(mail, octets);
        return;
      }
      refuseIfSo(opened.verdict());
      finish(mail, showsInside(opened.verdict()) ? opened.message() : octets, opened.verdict());
    } catch (SmimeException e) {
      if (e.code() != ErrorCode.LIMIT_EXCEEDED && e.code() != ErrorCode.MALFORMED) {
        throw e;
      }
      finish(mail, octets, unreadable(e));
    }
  }

  private void refuseIfSo(Verdict verdict) throws MessagingException {
    if (task != Task.VERIFY
        && !verdict.decrypted()
        && sealgate.inbound().onUndecryptable() == OnUndecryptable.REJECT) {
      throw new MessagingException("no key here opens the mail, and the configuration rejects it");
    }
  }

  private void finish(Mail mail, Octets message, Verdict verdict)
      throws MessagingException, IOException {
    Entity entity = Entity.parseMail(message, MimeLimits.DEFAULT);
    InboundPolicy policy = sealgate.inbound();
    // What was decrypted may bring forged fields of its own.
    HeaderBlock header =
        entity.header().only(field -> !policy.headers().isForged(field.name(), field.value()));
    List<MailHeaders.Field> fields = policy.headers().fields(verdict);
    for (MailHeaders.Field field : fields.reversed()) {
      header = header.prepend(HeaderField.of(field.name(), field.value()));
    }
    MailOctets.set(mail, Entity.of(header, entity.body()).octets());
    marker.done(mail);
    LOG.info("{}: {}", mail.getName(), fields.getLast().value());
  }

  /** True where the inside replaces the mail: what was decrypted, and what hides in a signature. */
  private boolean showsInside(Verdict verdict) {
    return task != Task.VERIFY
        && verdict.decrypted()
        && verdict.layers().stream().anyMatch(InboundStep::hidesContent);
  }

  private static boolean hidesContent(Layer layer) {
    return switch (layer) {
      case Layer.Encrypted encrypted -> true;
      case Layer.Signed signed -> !signed.detached();
      case Layer.Compressed compressed -> true;
      case Layer.CertificatesOnly certificates -> false;
      case Layer.Unreadable unreadable -> false;
    };
  }

  private static boolean isEncrypted(Verdict verdict) {
    return verdict.layers().stream().anyMatch(layer -> layer instanceof Layer.Encrypted);
  }

  private static Verdict unreadable(SmimeException e) {
    Finding problem =
        Finding.fail(e.code().name().toLowerCase(Locale.ROOT), String.valueOf(e.getMessage()));
    return new Verdict(List.of(new Layer.Unreadable("unknown", problem)), List.of());
  }
}
