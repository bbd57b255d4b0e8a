package org.sealgate.mailet;

import jakarta.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;
import org.sealgate.config.Sealgate;
import org.sealgate.policy.OutboundPlanner;

/**
 * Signs and encrypts mail on its way out, as the outbound rules of the configuration say. A mail is
 * split where its recipients differ. Put it behind everything that changes a mail, and before DKIM.
 *
 * <pre>{@code
 * <mailet match="All" class="org.sealgate.mailet.SmimeOutbound">
 *   <config>file://conf/sealgate.yaml</config>
 * </mailet>
 * }</pre>
 */
public final class SmimeOutbound extends OutboundMailet {
  @Inject
  public SmimeOutbound(FileSystem fileSystem) {
    super(fileSystem);
  }

  @Override
  OutboundPlanner planner(Sealgate sealgate) {
    return sealgate.planner();
  }
}
