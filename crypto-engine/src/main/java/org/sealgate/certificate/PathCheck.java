package org.sealgate.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What trust has to say against a certificate: its path and its revocation. Thread-safe. */
@FunctionalInterface
public interface PathCheck {
  /** Trusts every certificate: for tests, and where the sources are trusted themselves. */
  PathCheck NONE = (certificate, others, at) -> Optional.empty();

  /**
   * Why it may not be used, in one line; empty when nothing speaks against it.
   *
   * @param certificate the certificate in question
   * @param others what else the same sources gave, issuers perhaps among them
   * @param at when
   */
  Optional<String> objection(MailCertificate certificate, List<MailCertificate> others, Instant at);
}
