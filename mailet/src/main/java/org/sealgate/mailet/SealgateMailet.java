package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;
import org.sealgate.config.Sealgate;

/**
 * What our mailets have in common: the parameter {@code config}, the shared {@link Sealgate} behind
 * it, and that an error stops the mail. They do not start where James is told to ignore errors, for
 * then a mail that could not be protected would go on as it is.
 */
abstract class SealgateMailet extends GenericMailet {
  private final FileSystem fileSystem;
  private SealgateRegistry.@Nullable Lease lease;

  SealgateMailet(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public final void init() throws MessagingException {
    refuseToIgnoreErrors();
    SealgateRegistry.Lease acquired = null;
    try {
      acquired =
          SealgateRegistry.acquire(ConfigurationPath.of(getInitParameter("config"), fileSystem));
      // The keys too: a wrong passphrase or PIN is known when the server starts, not with a mail.
      acquired.sealgate().keys();
      start(acquired.sealgate());
      lease = acquired;
    } catch (SmimeException | IllegalArgumentException e) {
      throw new MessagingException(getMailetName() + ": " + e.getMessage(), e);
    } finally {
      if (lease == null && acquired != null) {
        acquired.close();
      }
    }
  }

  private void refuseToIgnoreErrors() throws MessagingException {
    String onException = getInitParameter("onMailetException");
    if ("ignore".equalsIgnoreCase(onException)) {
      throw new MessagingException(
          getMailetName()
              + ": onMailetException=ignore would let mail leave that could not be protected:"
              + " leave it out, or name a processor");
    }
  }

  /** Makes ready what {@link #handle} needs. */
  abstract void start(Sealgate sealgate) throws MessagingException;

  /** Does the work. */
  abstract void handle(Mail mail) throws MessagingException, IOException;

  @Override
  public final void service(Mail mail) throws MessagingException {
    try {
      handle(mail);
    } catch (IOException | RuntimeException e) {
      throw new MessagingException(getMailetName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public final void destroy() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  @Override
  public final String getMailetInfo() {
    return "Sealgate " + getClass().getSimpleName();
  }
}
