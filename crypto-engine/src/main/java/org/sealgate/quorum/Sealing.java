package org.sealgate.quorum;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.CmsContent;
import org.sealgate.cms.CmsLimits;
import org.sealgate.cms.CmsReader;
import org.sealgate.cms.CmsRecipient;
import org.sealgate.cms.CmsSigner;
import org.sealgate.cms.ContentDecryption;
import org.sealgate.cms.ContentKeys;
import org.sealgate.cms.DigestPass;
import org.sealgate.cms.EnvelopedContent;
import org.sealgate.cms.EnvelopedDataWriter;
import org.sealgate.cms.Profile;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.cms.SignatureCheck;
import org.sealgate.cms.SignatureVerifier;
import org.sealgate.cms.SignedContent;
import org.sealgate.cms.SignedDataWriter;
import org.sealgate.cms.SignerInfo;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;

/** Small documents as CMS, in the algorithms that every S/MIME program and token knows. */
final class Sealing {
  private static final Crypto CRYPTO = Crypto.preferred();
  private static final Set<String> STRONG =
      Set.of("SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512", "SHAKE256");

  private Sealing() {}

  /** EnvelopedData to one certificate, in DER. */
  static byte[] encrypted(byte[] content, MailCertificate to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CmsRecipient recipient = CmsRecipient.of(CRYPTO, to.x509(), Profile.DEFAULT.rsaKeyTransport());
    try {
      new EnvelopedDataWriter(CRYPTO, Profile.DEFAULT.content())
          .write(Octets.of(content), List.of(recipient), out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return out.toByteArray();
  }

  /**
   * What was encrypted to the identity's certificate.
   *
   * @throws SmimeException DECRYPTION_FAILED, MALFORMED
   */
  static byte[] decrypted(byte[] cms, Identity own) {
    try {
      CmsContent content = CmsReader.open(new ByteArrayInputStream(cms), CmsLimits.DEFAULT);
      if (!(content instanceof EnvelopedContent enveloped) || enveloped.recipients().size() != 1) {
        throw SmimeException.malformed("a share is encrypted to one certificate; this is not");
      }
      return plain(enveloped, own);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be read", e);
    }
  }

  private static byte[] plain(EnvelopedContent enveloped, Identity own) throws IOException {
    List<RecipientIdentifier> named = enveloped.recipients().identifiers(0);
    if (named.isEmpty()) {
      throw new SmimeException(ErrorCode.DECRYPTION_FAILED, "the content did not decrypt");
    }
    ContentKeys.Candidate candidate =
        new ContentKeys.Candidate(own.privateKey(), own.certificate().x509(), named.getFirst());
    ContentKeys keys = new ContentKeys(CRYPTO, CmsLimits.DEFAULT);
    try (Octets plain =
        new ContentDecryption(CRYPTO)
            .decrypt(
                enveloped, keys.recover(enveloped, enveloped.recipients().get(0), candidate))) {
      return plain.toByteArray();
    }
  }

  /** SignedData with its content, in DER. */
  static byte[] signed(byte[] content, Identity signer, Instant now) {
    CmsSigner cms =
        CmsSigner.of(
            CRYPTO,
            signer.certificate().x509(),
            signer.privateKey(),
            Profile.DEFAULT,
            Optional.empty());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SignedDataWriter(CRYPTO, List.of(cms), List.of(signer.certificate().x509()))
          .opaque(Octets.of(content), now, out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return out.toByteArray();
  }

  /**
   * A signed content, checked.
   *
   * @param content what was signed
   * @param signer the certificate it was signed by: one of those that were allowed
   */
  record Signed(byte[] content, MailCertificate signer) {}

  /**
   * Reads SignedData by exactly one of these signers. The certificates are known beforehand: no
   * path is validated, and none in the message is looked at.
   *
   * @throws SmimeException REFUSED where it is not so signed, MALFORMED
   */
  static Signed verified(byte[] cms, List<MailCertificate> allowed) {
    try {
      CmsContent structure = CmsReader.open(new ByteArrayInputStream(cms), CmsLimits.DEFAULT);
      if (!(structure instanceof SignedContent signed) || signed.detached()) {
        throw SmimeException.malformed("this is no signed document: give the file as it was made");
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      SignedContent.Signatures signatures = signed.read(content);
      if (signatures.signers().size() != 1) {
        throw refused("it has " + signatures.signers().size() + " signatures and not one");
      }
      SignerInfo info = signatures.signers().getFirst();
      MailCertificate signer = signer(info, allowed);
      check(info, signer, signed.contentType(), content.toByteArray());
      return new Signed(content.toByteArray(), signer);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be read", e);
    }
  }

  private static MailCertificate signer(SignerInfo info, List<MailCertificate> allowed) {
    List<byte[]> encoded = allowed.stream().map(MailCertificate::encoded).toList();
    return info.certificate(encoded)
        .map(MailCertificate::parse)
        .orElseThrow(() -> refused("it is not signed by a custodian of this quorum"));
  }

  private static void check(
      SignerInfo info, MailCertificate signer, String contentType, byte[] content)
      throws IOException {
    DigestPass digests = DigestPass.of(CRYPTO, List.of(info.digestAlgorithm()));
    digests.write(content, 0, content.length);
    SignatureCheck check =
        new SignatureVerifier(CRYPTO)
            .check(
                info,
                signer.x509(),
                new SignatureVerifier.Content(contentType, digests, out -> out.write(content)));
    switch (check) {
      case SignatureCheck.Valid valid when STRONG.contains(valid.digest()) -> {}
      case SignatureCheck.Valid weak -> throw refused("it is signed with " + weak.digest());
      case SignatureCheck.Invalid invalid -> throw refused(invalid.reason());
    }
  }

  private static SmimeException refused(String why) {
    return new SmimeException(ErrorCode.REFUSED, "the approval does not count: " + why);
  }
}
