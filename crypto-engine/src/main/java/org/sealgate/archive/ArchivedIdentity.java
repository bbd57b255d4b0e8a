package org.sealgate.archive;

import java.time.Instant;
import java.util.Comparator;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;

/**
 * An entry of the archive, without its private key.
 *
 * @param id SHA-256 of the certificate in lower-case hexadecimal
 * @param certificate the certificate
 * @param purpose SIGNING, or ENCRYPTION for encryption and dual-use certificates
 * @param state where it stands
 * @param importedAt when it came
 * @param owner whose it is, where the operator said so; otherwise the first address, or empty
 * @param custody who can open its key
 */
public record ArchivedIdentity(
    String id,
    MailCertificate certificate,
    KeyPurpose purpose,
    KeyState state,
    Instant importedAt,
    String owner,
    Custody custody) {
  /** The same order as in the statement that settles an address. */
  private static final Comparator<ArchivedIdentity> AGE =
      Comparator.comparing((ArchivedIdentity entry) -> entry.certificate.x509().getNotBefore())
          .thenComparing(entry -> entry.certificate.x509().getNotAfter())
          .thenComparing(ArchivedIdentity::id, Comparator.reverseOrder());

  /** True where its validity starts later, or then ends later; its id decides where both agree. */
  boolean isNewerThan(ArchivedIdentity other) {
    return AGE.compare(this, other) > 0;
  }

  /** True where mail may be encrypted to it; what is kept to decrypt only is never chosen. */
  boolean canBeActive() {
    return certificate.purpose().encrypts();
  }

  /** The same in another state. */
  ArchivedIdentity in(KeyState other) {
    return new ArchivedIdentity(id, certificate, purpose, other, importedAt, owner, custody);
  }

  /** The same in other custody. */
  ArchivedIdentity in(Custody other) {
    return new ArchivedIdentity(id, certificate, purpose, state, importedAt, owner, other);
  }
}
