package org.sealgate.mailet;

import jakarta.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;

/**
 * Decrypts and verifies mail on its way in, and says what was found in {@code
 * Authentication-Results} and {@code X-Sealgate-Verdict}; forged copies of both are removed. Put it
 * first on the way to the mailbox.
 *
 * <pre>{@code
 * <mailet match="RecipientIsLocal" class="org.sealgate.mailet.SmimeInbound">
 *   <config>file://conf/sealgate.yaml</config>
 * </mailet>
 * }</pre>
 */
public final class SmimeInbound extends InboundMailet {
  @Inject
  public SmimeInbound(FileSystem fileSystem) {
    super(fileSystem, InboundStep.Task.OPEN);
  }
}
