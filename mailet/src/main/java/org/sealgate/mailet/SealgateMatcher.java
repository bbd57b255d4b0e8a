package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.util.Objects;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.base.GenericMatcher;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;
import org.sealgate.config.Sealgate;

/** A matcher that asks the configuration its condition names. */
abstract class SealgateMatcher extends GenericMatcher {
  private final FileSystem fileSystem;
  private SealgateRegistry.@Nullable Lease lease;

  SealgateMatcher(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public final void init() throws MessagingException {
    try {
      lease = SealgateRegistry.acquire(ConfigurationPath.of(getCondition(), fileSystem));
    } catch (SmimeException | IllegalArgumentException e) {
      throw new MessagingException(getMatcherName() + ": " + e.getMessage(), e);
    }
  }

  final Sealgate sealgate() {
    return Objects.requireNonNull(lease, "not started").sealgate();
  }

  @Override
  public final void destroy() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }
}
