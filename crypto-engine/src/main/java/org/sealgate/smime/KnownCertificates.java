package org.sealgate.smime;

import java.security.PublicKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.provider.Crypto;

/**
 * Certificates of messages, parsed once: most mail comes from the same people. Found by all their
 * octets, so that nobody gets another's; their keys are translated to the provider that uses them
 * once. Bounded; thread-safe.
 */
final class KnownCertificates {
  private static final int MOST = 2_000;

  /** Larger ones are parsed each time, so that strangers cannot fill the memory. */
  private static final int LARGEST = 8 << 10;

  private final Crypto crypto;
  private final Kept<Encoded, MailCertificate> known = new Kept<>(MOST);
  private final Kept<MailCertificate, PublicKey> keys = new Kept<>(MOST);

  KnownCertificates(Crypto crypto) {
    this.crypto = crypto;
  }

  /**
   * The certificate that these octets are.
   *
   * @throws org.sealgate.SmimeException MALFORMED where they are none
   */
  MailCertificate parsed(byte[] der) {
    return der.length > LARGEST
        ? MailCertificate.parse(der)
        : known.get(new Encoded(der), key -> MailCertificate.parse(key.octets()));
  }

  /** The public key of a certificate, in the form of the provider that verifies with it. */
  PublicKey key(MailCertificate certificate) {
    return keys.get(certificate, from -> crypto.ready(from.x509().getPublicKey()));
  }

  /** Octets as a key. */
  private record Encoded(byte[] octets) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Encoded that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }
  }
}
