package org.sealgate.smime;

import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;

/**
 * How to encrypt.
 *
 * @param recipients for whom; at least one; they see each other in the structure, so a Bcc
 *     recipient is encrypted for alone
 * @param profile the algorithms
 */
public record EncryptOptions(List<MailCertificate> recipients, Profile profile) {
  public EncryptOptions {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("no recipient");
    }
  }

  /** For these recipients with the default profile. */
  public static EncryptOptions to(List<MailCertificate> recipients) {
    return new EncryptOptions(recipients, Profile.DEFAULT);
  }

  /** The same with these algorithms. */
  public EncryptOptions with(Profile other) {
    return new EncryptOptions(recipients, other);
  }
}
