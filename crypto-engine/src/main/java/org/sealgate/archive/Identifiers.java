package org.sealgate.archive;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
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
    CanonicalIssuers.of(issuer)
        .ifPresent(name -> hashes.add(hash(CANONICAL_ISSUER, name, serial.toByteArray())));
    for (byte[] identifier : certificate.keyIdentifiers()) {
      hashes.add(hash(KEY_IDENTIFIER, identifier));
    }
    ByteBuffer packed = ByteBuffer.allocate(Long.BYTES * hashes.size());
    hashes.forEach(packed::putLong);
    return packed.array();
  }

  /** The hash of an identifier as it is written. */
  static long hashOf(RecipientIdentifier identifier) {
    return switch (identifier) {
      case IssuerAndSerialNumber name ->
          hash(RAW_ISSUER, name.issuer(), name.serialNumber().toByteArray());
      case SubjectKeyIdentifier key -> hash(KEY_IDENTIFIER, key.keyIdentifier());
    };
  }

  /** The hash of an identifier whose issuer may have been encoded anew. */
  static OptionalLong canonicalHashOf(RecipientIdentifier identifier) {
    if (identifier instanceof IssuerAndSerialNumber name) {
      Optional<byte[]> issuer = CanonicalIssuers.of(name.issuer());
      if (issuer.isPresent()) {
        return OptionalLong.of(
            hash(CANONICAL_ISSUER, issuer.get(), name.serialNumber().toByteArray()));
      }
    }
    return OptionalLong.empty();
  }

  /** True when the certificate has that identifier: hashes are only hints. */
  static boolean matches(RecipientIdentifier identifier, MailCertificate certificate) {
    return switch (identifier) {
      case IssuerAndSerialNumber name ->
          name.serialNumber().equals(certificate.x509().getSerialNumber())
              && sameName(name.issuer(), certificate);
      case SubjectKeyIdentifier key ->
          certificate.keyIdentifiers().stream()
              .anyMatch(known -> Arrays.equals(known, key.keyIdentifier()));
    };
  }

  private static boolean sameName(byte[] issuer, MailCertificate certificate) {
    X500Principal principal = certificate.x509().getIssuerX500Principal();
    if (Arrays.equals(issuer, principal.getEncoded())) {
      return true;
    }
    return CanonicalIssuers.of(issuer)
        .map(name -> Arrays.equals(name, Vault.utf8(principal.getName(X500Principal.CANONICAL))))
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

  private static long hash(byte kind, byte[]... fields) {
    byte[] all = Vault.fields(fields);
    byte[] input = ByteBuffer.allocate(1 + all.length).put(kind).put(all).array();
    return ByteBuffer.wrap(Crypto.preferred().sha256(input)).getLong();
  }
}
