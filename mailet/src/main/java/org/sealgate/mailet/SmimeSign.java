package org.sealgate.mailet;

import jakarta.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;
import org.sealgate.config.Sealgate;
import org.sealgate.policy.OutboundPlanner;
import org.sealgate.policy.Treatment;
import org.sealgate.policy.Treatment.Encrypt;
import org.sealgate.policy.Treatment.OnMissing;
import org.sealgate.policy.Treatment.Sign;

/**
 * Signs, whatever the outbound rules say, where there is an identity that owns the sender's
 * address. Parameters: {@code config}; {@code required} (true: give the mail back where nobody can
 * sign; default false); {@code opaque} (default false); {@code profile}.
 */
public final class SmimeSign extends OutboundMailet {
  @Inject
  public SmimeSign(FileSystem fileSystem) {
    super(fileSystem);
  }

  @Override
  OutboundPlanner planner(Sealgate sealgate) {
    Sign sign = getInitParameter("required", false) ? Sign.REQUIRE : Sign.IF_IDENTITY;
    return sealgate.planner(
        new Treatment(
            sign,
            Encrypt.NEVER,
            OnMissing.REJECT,
            getInitParameter("opaque", false),
            getInitParameter("profile", "default")));
  }
}
