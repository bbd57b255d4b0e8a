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
 * @param headers which header fields of the mail travel inside, and what of them is seen outside
 * @param legacyDisplay true to write hidden fields at the top of the text once more, for readers
 *     that decrypt and do not know of protected fields (RFC 9788, 5.2.2)
 */
public record EncryptOptions(
    List<MailCertificate> recipients,
    Profile profile,
    HeaderPolicy headers,
    boolean legacyDisplay) {
  public EncryptOptions {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("no recipient");
    }
  }

  /** All header fields of the mail stay outside. */
  public EncryptOptions(List<MailCertificate> recipients, Profile profile) {
    this(recipients, profile, HeaderPolicy.NONE, false);
  }

  /** For these recipients with the default profile. */
  public static EncryptOptions to(List<MailCertificate> recipients) {
    return new EncryptOptions(recipients, Profile.DEFAULT);
  }

  /** The same with these algorithms. */
  public EncryptOptions with(Profile other) {
    return new EncryptOptions(recipients, other, headers, legacyDisplay);
  }

  /** The same with these header fields inside. */
  public EncryptOptions with(HeaderPolicy policy) {
    return new EncryptOptions(recipients, profile, policy, legacyDisplay);
  }

  /** The same with hidden fields at the top of the text. */
  public EncryptOptions withLegacyDisplay() {
    return new EncryptOptions(recipients, profile, headers, true);
  }
}
