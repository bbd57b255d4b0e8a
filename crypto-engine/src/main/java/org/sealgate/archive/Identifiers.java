package org.sealgate.archive;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Certificate;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.cms.RecipientIdentifier.IssuerAndSerialNumber;
import org.sealgate.cms.RecipientIdentifier.SubjectKeyIdentifier;
import org.sealgate.provider.Crypto;

/**
 * Every name a message may have for a certificate, as 64-bit hashes: the first octets of SHA-256,
 * so that nobody can make certificates that fall into one slot of the index. Issuers are entered as
 * encoded, and once more in canonical form for senders that encode names anew.
 */
final class Identifiers {
  private static final byte RAW_ISSUER = 1;
  private static final byte CANONICAL_ISSUER = 2;
  private static final byte KEY_IDENTIFIER = 3;

  private Identifiers() {}

  /** The hashes of every identifier of a certificate, each once, eight octets each. */
  static byte[] hashesOf(MailCertificate certificate) {
    Set<Long> hashes = new LinkedHashSet<>();
    byte[] issuer = issuerOf(certificate);
    BigInteger serial = certificate.x509().getSerialNumber();
    hashes.add(hash(RAW_ISSUER, issuer, serial.toByteArray()));
    canonical(issuer)
        .ifPresent(name -> hashes.add(hash(CANONICAL_ISSUER, name, serial.toByteArray())));
    for (byte[] identifier : certificate.keyIdentifiers()) {
      hashes.add(hash(KEY_IDENTIFIER, identifier));
    }
    ByteBuffer packed = ByteBuffer.allocate(Long.BYTES * hashes.size());
    hashes.forEach(packed::putLong);
    return packed.array();
  }

  /** The hashes under which an identifier may be found, likeliest first. */
  static List<Long> hashesOf(RecipientIdentifier identifier) {
    List<Long> hashes = new ArrayList<>(2);
    switch (identifier) {
      case IssuerAndSerialNumber name -> {
        byte[] serial = name.serialNumber().toByteArray();
        hashes.add(hash(RAW_ISSUER, name.issuer(), serial));
        canonical(name.issuer())
            .ifPresent(issuer -> hashes.add(hash(CANONICAL_ISSUER, issuer, serial)));
      }
      case SubjectKeyIdentifier key -> hashes.add(hash(KEY_IDENTIFIER, key.keyIdentifier()));
    }
    return hashes;
  }

  /** True when the certificate has that identifier: hashes are only hints. */
  static boolean matches(RecipientIdentifier identifier, MailCertificate certificate) {
    return switch (identifier) {
      case IssuerAndSerialNumber name ->
          name.serialNumber().equals(certificate.x509().getSerialNumber())
              && sameName(name.issuer(), issuerOf(certificate));
      case SubjectKeyIdentifier key ->
          certificate.keyIdentifiers().stream()
              .anyMatch(known -> Arrays.equals(known, key.keyIdentifier()));
    };
  }

  private static boolean sameName(byte[] one, byte[] other) {
    return Arrays.equals(one, other)
        || canonical(one)
            .flatMap(first -> canonical(other).map(second -> Arrays.equals(first, second)))
            .orElse(false);
  }

  private static byte[] issuerOf(MailCertificate certificate) {
    try {
      return Certificate.getInstance(certificate.x509().getEncoded())
          .getIssuer()
          .toASN1Primitive()
          .getEncoded();
    } catch (CertificateEncodingException | IOException e) {
      throw SmimeException.malformed("the issuer of a certificate cannot be encoded", e);
    }
  }

  private static Optional<byte[]> canonical(byte[] issuer) {
    try {
      return Optional.of(Vault.utf8(new X500Principal(issuer).getName(X500Principal.CANONICAL)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long hash(byte kind, byte[]... fields) {
    try {
      MessageDigest digest = Crypto.preferred().digest("SHA-256");
      digest.update(kind);
      digest.update(Vault.fields(fields));
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }
}
