package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;

/**
 * An identity on its way into the archive, encoded and checked.
 *
 * @param identity the identity
 * @param owner whose it is, as the operator says; empty for the first address
 * @param id SHA-256 of its certificate
 * @param certificate in DER
 * @param chain the certificates above it, each with its length before it
 * @param notes what the operator should know
 */
record NewIdentity(
    Identity identity,
    String owner,
    String id,
    byte[] certificate,
    byte[] chain,
    List<String> notes) {

  /** Checks that key and certificate belong together, and encodes. */
  static NewIdentity of(Identity identity, String owner) {
    MailCertificate certificate = identity.certificate();
    if (!PrivateKeys.matches(identity.privateKey(), certificate.x509())) {
      throw SmimeException.malformed(
          "the private key is not the one of the certificate of "
              + certificate.x509().getSubjectX500Principal()
              + ": nothing was archived");
    }
    byte[] der = encoded(certificate.x509());
    byte[][] chain = identity.chain().stream().map(NewIdentity::encoded).toArray(byte[][]::new);
    return new NewIdentity(
        identity, owner, KeySealing.sha256(der), der, Vault.fields(chain), notesOn(certificate));
  }

  private static List<String> notesOn(MailCertificate certificate) {
    List<String> notes = new ArrayList<>();
    switch (certificate.purpose()) {
      case DUAL ->
          notes.add(
              "the certificate signs and encrypts: it is kept as an encryption identity, so the"
                  + " signing key can never be destroyed");
      case NONE ->
          notes.add("the certificate is not for mail: it is kept and used for decryption only");
      case SIGNING, ENCRYPTION -> {}
    }
    if (certificate.addresses().isEmpty()) {
      notes.add("the certificate names no mail address: it decrypts and is never chosen");
    }
    return notes;
  }

  PrivateKey privateKey() {
    return identity.privateKey();
  }

  /** What it is kept for: all that is not for signing alone may have been encrypted to. */
  KeyPurpose purpose() {
    return identity.certificate().purpose() == KeyPurpose.SIGNING
        ? KeyPurpose.SIGNING
        : KeyPurpose.ENCRYPTION;
  }

  /** The entry as it begins: what encrypts is retired until it is some address' newest. */
  ArchivedIdentity entry(Instant now) {
    MailCertificate read = identity.certificate();
    KeyPurpose purpose = purpose();
    KeyState state = purpose == KeyPurpose.SIGNING ? KeyState.ACTIVE : KeyState.DECRYPT_ONLY;
    String first = read.addresses().stream().findFirst().map(EmailAddress::toString).orElse("");
    return new ArchivedIdentity(
        id, read, purpose, state, now, owner.isEmpty() ? first : owner, Custody.GATEWAY);
  }

  /** What to say of an identity that is there already. */
  List<String> notesWhenKnown(IdentityRow known) {
    return known.entry().state() == KeyState.DESTROYED
        ? List.of("its key was destroyed in this archive and is not taken back")
        : List.of();
  }

  /** A stored row with its unwrapped key. */
  static Identity identity(IdentityRow row, PrivateKey key) {
    List<X509Certificate> chain = new ArrayList<>();
    ByteBuffer fields = ByteBuffer.wrap(row.chain());
    while (fields.hasRemaining()) {
      byte[] der = new byte[fields.getInt()];
      fields.get(der);
      chain.add(MailCertificate.parse(der).x509());
    }
    return new Identity(row.entry().certificate(), chain, key);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("the certificate cannot be encoded", e);
    }
  }
}
