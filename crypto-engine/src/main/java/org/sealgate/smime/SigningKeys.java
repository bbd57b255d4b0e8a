package org.sealgate.smime;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.CmsSigner;
import org.sealgate.cms.Profile;
import org.sealgate.cms.SignedDataWriter;
import org.sealgate.identity.Identity;
import org.sealgate.provider.Crypto;

/**
 * Everything a SignedData depends on but the content: equal options give equal keys, so that what
 * is costly to prepare is prepared once.
 */
record SigningKeys(
    List<MailCertificate> signers, List<MailCertificate> encryption, Profile profile) {

  static SigningKeys of(SignOptions options) {
    return new SigningKeys(
        options.signers().stream().map(Identity::certificate).toList(),
        options.encryptionCertificates(),
        options.profile());
  }

  SignedDataWriter writer(Crypto crypto, SignOptions options) {
    Optional<X509Certificate> preferred =
        encryption.stream().findFirst().map(MailCertificate::x509);
    List<CmsSigner> prepared = new ArrayList<>();
    for (Identity signer : options.signers()) {
      X509Certificate certificate = signer.certificate().x509();
      prepared.add(CmsSigner.of(crypto, certificate, signer.privateKey(), profile, preferred));
    }
    return new SignedDataWriter(crypto, prepared, certificates(options));
  }

  /** Leaves and intermediates, and the certificates to encrypt to; roots stay out. */
  private List<X509Certificate> certificates(SignOptions options) {
    Stream<X509Certificate> leaves = signers.stream().map(MailCertificate::x509);
    Stream<X509Certificate> intermediates =
        options.signers().stream()
            .flatMap(signer -> signer.chain().stream())
            .filter(certificate -> !isSelfIssued(certificate));
    Stream<X509Certificate> others = encryption.stream().map(MailCertificate::x509);
    return Stream.of(leaves, intermediates, others).flatMap(all -> all).distinct().toList();
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
