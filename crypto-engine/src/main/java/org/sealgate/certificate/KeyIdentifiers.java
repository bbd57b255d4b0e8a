package org.sealgate.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The key identifiers of a certificate (RFC 5280, 4.2.1.2). */
final class KeyIdentifiers {
  /** The fixed bits of method 2, before 60 bits of the hash. */
  private static final int METHOD_2_TYPE = 0x40;

  private static final int METHOD_2_LENGTH = 8;

  private KeyIdentifiers() {}

  static List<byte[]> of(X509Certificate certificate) {
    List<byte[]> identifiers = new ArrayList<>(3);
    extension(certificate).ifPresent(identifiers::add);
    byte[] hash = keyHash(certificate.getPublicKey().getEncoded());
    if (hash.length > 0) {
      addNew(identifiers, hash);
      addNew(identifiers, method2(hash));
    }
    return List.copyOf(identifiers);
  }

  static Optional<byte[]> extension(X509Certificate certificate) {
    byte[] value = Extensions.value(certificate, Extension.subjectKeyIdentifier.getId());
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ASN1OctetString.getInstance(value).getOctets());
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }

  /** SHA-1 of the public key's bit string, without tag, length and unused bits. */
  private static byte[] keyHash(byte[] subjectPublicKeyInfo) {
    try {
      return MessageDigest.getInstance("SHA-1")
          .digest(
              SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo).getPublicKeyData().getBytes());
    } catch (RuntimeException unreadable) {
      return new byte[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static byte[] method2(byte[] hash) {
    byte[] identifier = Arrays.copyOfRange(hash, hash.length - METHOD_2_LENGTH, hash.length);
    identifier[0] = (byte) (METHOD_2_TYPE | (identifier[0] & 0x0F));
    return identifier;
  }

  private static void addNew(List<byte[]> identifiers, byte[] candidate) {
    if (identifiers.stream().noneMatch(known -> Arrays.equals(known, candidate))) {
      identifiers.add(candidate);
    }
  }
}
