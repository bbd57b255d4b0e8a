package org.sealgate.james;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A queue in memory with one reader, the spooler. */
final class MemoryQueue implements MailQueue {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MailQueueName name;
  private final Sinks.Many<MailQueueItem> items = Sinks.many().unicast().onBackpressureBuffer();

  MemoryQueue(MailQueueName name) {
    this.name = name;
  }

  @Override
  public MailQueueName getName() {
    return name;
  }

  @Override
  public void enQueue(Mail mail) throws MailQueueException {
    enQueue(mail, Duration.ZERO);
  }

  /** Takes a copy: the caller disposes of its mail. */
  @Override
  public void enQueue(Mail mail, Duration delay) throws MailQueueException {
    Mail copy = copy(mail);
    if (delay.isZero() || delay.isNegative()) {
      emit(copy);
    } else {
      Schedulers.parallel().schedule(() -> emit(copy), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public Publisher<Void> enqueueReactive(Mail mail) {
    return Mono.fromCallable(() -> {
      enQueue(mail);
      return null;
    });
  }

  @Override
  public Publisher<MailQueueItem> deQueue() {
    return items.asFlux();
  }

  @Override
  public void close() {
    items.tryEmitComplete();
  }

  private void emit(Mail mail) {
    items.emitNext(new Item(mail), Sinks.EmitFailureHandler.busyLooping(PATIENCE));
  }

  private static Mail copy(Mail mail) throws MailQueueException {
    try {
      MailImpl copy = MailImpl.duplicate(mail);
      copy.setName(mail.getName());
      copy.setState(mail.getState());
      return copy;
    } catch (MessagingException e) {
      throw new MailQueueException("cannot copy the mail", e);
    }
  }

  private final class Item implements MailQueueItem {
    private final Mail mail;

    Item(Mail mail) {
      this.mail = mail;
    }

    @Override
    public Mail getMail() {
      return mail;
    }

    @Override
    public void done(CompletionStatus status) throws MailQueueException {
      if (status == CompletionStatus.RETRY) {
        enQueue(mail);
      }
    }
  }
}
