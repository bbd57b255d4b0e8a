package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Objects;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.sealgate.config.Sealgate;

/** A mailet on the way in; they differ in how much they do. */
abstract class InboundMailet extends SealgateMailet {
  private final InboundStep.Task task;
  private @Nullable InboundStep step;

  InboundMailet(FileSystem fileSystem, InboundStep.Task task) {
    super(fileSystem);
    this.task = task;
  }

  @Override
  final void start(Sealgate sealgate) {
    step = new InboundStep(sealgate, task, getMailetContext());
  }

  @Override
  final void handle(Mail mail) throws MessagingException, IOException {
    Objects.requireNonNull(step, "not started").apply(mail);
  }
}
