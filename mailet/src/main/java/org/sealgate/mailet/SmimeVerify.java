package org.sealgate.mailet;

import jakarta.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;

/**
 * Verifies, and says what was found as {@link SmimeInbound} does; the body of the mail stays as it
 * is.
 *
 * <pre>{@code
 * <mailet match="RecipientIsLocal" class="org.sealgate.mailet.SmimeVerify">
 *   <config>file://conf/sealgate.yaml</config>
 * </mailet>
 * }</pre>
 */
public final class SmimeVerify extends InboundMailet {
  @Inject
  public SmimeVerify(FileSystem fileSystem) {
    super(fileSystem, InboundStep.Task.VERIFY);
  }
}
