package org.sealgate.mailet;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.Locale;
import org.apache.james.filesystem.api.FileSystem;
import org.sealgate.config.Sealgate;
import org.sealgate.policy.OutboundPlanner;
import org.sealgate.policy.Treatment;
import org.sealgate.policy.Treatment.Encrypt;
import org.sealgate.policy.Treatment.OnMissing;
import org.sealgate.policy.Treatment.Sign;

/**
 * Encrypts, whatever the outbound rules say. Parameters: {@code config}; {@code required} (false:
 * recipients without a certificate get the mail in clear; default true); {@code onMissing} where it
 * is required ({@code reject}, the default, {@code hold} or {@code send-clear-signed}); {@code
 * profile}.
 */
public final class SmimeEncrypt extends OutboundMailet {
  @Inject
  public SmimeEncrypt(FileSystem fileSystem) {
    super(fileSystem);
  }

  @Override
  OutboundPlanner planner(Sealgate sealgate) throws MessagingException {
    Encrypt encrypt = getInitParameter("required", true) ? Encrypt.REQUIRE : Encrypt.IF_CERTIFICATE;
    return sealgate.planner(
        new Treatment(
            Sign.NEVER, encrypt, onMissing(), false, getInitParameter("profile", "default")));
  }

  private OnMissing onMissing() throws MessagingException {
    String text = getInitParameter("onMissing", "reject");
    try {
      return OnMissing.valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new MessagingException(
          "onMissing '" + text + "' is none of reject, hold, send-clear-signed", e);
    }
  }
}
