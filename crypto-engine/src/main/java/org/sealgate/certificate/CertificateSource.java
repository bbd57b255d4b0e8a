package org.sealgate.certificate;

import java.util.List;

/**
 * A place where other people's certificates are found by address: a directory, a file, a database.
 */
public interface CertificateSource {

  /**
   * What to call it in a decision: {@code ldap://directory.example.org}, {@code file partner.pem}.
   */
  String name();

  /**
   * All certificates it holds for the address, usable or not. Blocks, within the source's limits.
   */
  Answer find(EmailAddress address);

  /** What a source says. "I cannot tell" is not "there is none". */
  sealed interface Answer {}

  /** The certificates, perhaps none. */
  record Found(List<MailCertificate> certificates) implements Answer {
    public Found {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * The source did not answer now.
   *
   * @param reason one line for people
   */
  record Unavailable(String reason) implements Answer {}
}
