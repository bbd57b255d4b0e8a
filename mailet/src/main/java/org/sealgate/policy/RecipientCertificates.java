package org.sealgate.policy;

import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.Selection;

/** Which certificate to encrypt to for an address, with its reasons. */
@FunctionalInterface
public interface RecipientCertificates {

  /** Chooses, asking every source there is. */
  Selection select(EmailAddress address);
}
