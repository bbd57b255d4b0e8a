package org.sealgate.mailet;

import jakarta.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;

/**
 * Decrypts, and says what was found as {@link SmimeInbound} does; mail that is not encrypted goes
 * on as it came, but for forged header fields.
 *
 * <pre>{@code
 * <mailet match="RecipientIsLocal" class="org.sealgate.mailet.SmimeDecrypt">
 *   <config>file://conf/sealgate.yaml</config>
 * </mailet>
 * }</pre>
 */
public final class SmimeDecrypt extends InboundMailet {
  @Inject
  public SmimeDecrypt(FileSystem fileSystem) {
    super(fileSystem, InboundStep.Task.DECRYPT);
  }
}
