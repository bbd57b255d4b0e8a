package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Objects;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.sealgate.config.Sealgate;
import org.sealgate.policy.OutboundPlanner;

/** A mailet on the way out; they differ in the policy they apply. */
abstract class OutboundMailet extends SealgateMailet {
  private @Nullable OutboundStep step;

  OutboundMailet(FileSystem fileSystem) {
    super(fileSystem);
  }

  /** Decides what becomes of a mail. */
  abstract OutboundPlanner planner(Sealgate sealgate) throws MessagingException;

  @Override
  final void start(Sealgate sealgate) throws MessagingException {
    String name = getClass().getSimpleName();
    step = new OutboundStep(sealgate, planner(sealgate), getMailetContext(), name);
  }

  @Override
  final void handle(Mail mail) throws MessagingException, IOException {
    Objects.requireNonNull(step, "not started").apply(mail);
  }
}
