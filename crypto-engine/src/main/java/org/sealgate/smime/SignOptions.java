package org.sealgate.smime;

import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.identity.Identity;

/**
 * How to sign.
 *
 * @param signers who signs; at least one
 * @param opaque true for {@code application/pkcs7-mime; smime-type=signed-data}, false for {@code
 *     multipart/signed}
 * @param profile the algorithms
 * @param encryptionCertificates what answers should be encrypted to: they travel along, and the
 *     first is named as the encryption-key preference (RFC 8551, 2.5.3); may be empty
 * @param protectHeaders true to sign the header fields of the mail as well ({@code hp="clear"} of
 *     RFC 9788), so that a reader sees where one was changed on the way
 */
public record SignOptions(
    List<Identity> signers,
    boolean opaque,
    Profile profile,
    List<MailCertificate> encryptionCertificates,
    boolean protectHeaders) {
  public SignOptions {
    signers = List.copyOf(signers);
    encryptionCertificates = List.copyOf(encryptionCertificates);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("no signer");
    }
  }

  /** As the other constructor, without encryption certificates. */
  public SignOptions(List<Identity> signers, boolean opaque, Profile profile) {
    this(signers, opaque, profile, List.of(), false);
  }

  /** A clear signature by one identity with the default profile. */
  public static SignOptions by(Identity signer) {
    return new SignOptions(List.of(signer), false, Profile.DEFAULT, List.of(), false);
  }

  /** The same, opaque. */
  public SignOptions asOpaque() {
    return new SignOptions(signers, true, profile, encryptionCertificates, protectHeaders);
  }

  /** The same with these algorithms. */
  public SignOptions with(Profile other) {
    return new SignOptions(signers, opaque, other, encryptionCertificates, protectHeaders);
  }

  /** The same with what answers should be encrypted to. */
  public SignOptions answeredTo(List<MailCertificate> certificates) {
    return new SignOptions(signers, opaque, profile, certificates, protectHeaders);
  }

  /** The same with the header fields of the mail signed as well. */
  public SignOptions withProtectedHeaders() {
    return new SignOptions(signers, opaque, profile, encryptionCertificates, true);
  }
}
