package org.sealgate.policy;

import java.util.Optional;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;

/** For whom mail can be signed here. */
@FunctionalInterface
public interface SigningAddresses {

  /** The certificate an address signs with; empty where there is none. */
  Optional<MailCertificate> certificateOf(EmailAddress address);
}
