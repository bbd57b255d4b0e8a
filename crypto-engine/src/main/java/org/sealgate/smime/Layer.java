package org.sealgate.smime;

import java.util.List;
import java.util.Optional;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;

/** One CMS wrapping of a message, as it was found when opening it. */
public sealed interface Layer {

  /** A signature (SignedData with content, RFC 8551 3.5): zero signers is not valid. */
  record Signed(boolean detached, List<SignerVerdict> signers, List<MailCertificate> certificates)
      implements Layer {
    public Signed {
      signers = List.copyOf(signers);
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * Encryption.
   *
   * @param contentType EnvelopedData, AuthEnvelopedData or EncryptedData
   * @param cipher the content-encryption algorithm, for people: {@code AES-256-CBC}
   * @param authenticated true where the content was released only after its tag had verified
   * @param recipients whom it was encrypted for, as far as they are named; not changed by anyone,
   *     and read only when looked at
   * @param decryption what came of it
   * @param algorithmStrength are cipher and key wrap strong enough
   */
  record Encrypted(
      String contentType,
      String cipher,
      boolean authenticated,
      List<RecipientIdentifier> recipients,
      Decryption decryption,
      Finding algorithmStrength)
      implements Layer {}

  /** Compression (RFC 3274). */
  record Compressed(String algorithm) implements Layer {}

  /** Certificates and CRLs only; not a signature (RFC 8551, 3.8). */
  record CertificatesOnly(List<MailCertificate> certificates) implements Layer {
    public CertificatesOnly {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * A wrapping that claims to be S/MIME and cannot be read: never reported as "not signed".
   *
   * @param claimed what its MIME type says it is: {@code signed-data}
   * @param problem why it cannot be read
   */
  record Unreadable(String claimed, Finding problem) implements Layer {}

  /** What came of a decryption. */
  sealed interface Decryption {
    /**
     * It worked.
     *
     * @param keyId the key that opened it, as its source calls it
     * @param certificate its certificate, where there is one
     */
    record Decrypted(String keyId, Optional<MailCertificate> certificate) implements Decryption {}

    /** No key here answers to any recipient of the message. */
    record NoKey() implements Decryption {}

    /** A key was there and the content did not open; why is not told (RFC 8551, 6). */
    record Failed() implements Decryption {}

    /** Keys were not asked for: the message was only looked at. */
    record NotTried() implements Decryption {}
  }
}
