package org.sealgate.smime;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;

/**
 * What can be said of one signer (one SignerInfo), axis by axis (promise 3).
 *
 * @param signer how the message names the signer's certificate
 * @param certificate the certificate, where it was found
 * @param claimedSigningTime the signer's own claim, for people; no decision rests on it
 * @param integrity do digest and signature hold
 * @param certificatePath does the certificate lead to an anchor
 * @param revocation was it revoked
 * @param addressMatch does it name the sender (RFC 8550, 3)
 * @param signingTime is the claimed time plausible
 * @param algorithmStrength are digest, signature and key strong enough
 * @param policy do purpose and local rules allow it
 */
public record SignerVerdict(
    RecipientIdentifier signer,
    Optional<MailCertificate> certificate,
    Optional<Instant> claimedSigningTime,
    Finding integrity,
    Finding certificatePath,
    Finding revocation,
    Finding addressMatch,
    Finding signingTime,
    Finding algorithmStrength,
    Finding policy) {

  /** True where more holds: first of all the signature, then as many of the axes as may be. */
  boolean isBetterThan(SignerVerdict other) {
    boolean holds = integrity.status() == Finding.Status.PASS;
    return holds == (other.integrity.status() == Finding.Status.PASS)
        ? failures() < other.failures()
        : holds;
  }

  private long failures() {
    return Stream.of(certificatePath, revocation, addressMatch, signingTime, policy)
        .filter(finding -> finding.status() == Finding.Status.FAIL)
        .count();
  }

  /** The same, compared with another header. */
  SignerVerdict with(Finding address, Finding time) {
    return new SignerVerdict(
        signer,
        certificate,
        claimedSigningTime,
        integrity,
        certificatePath,
        revocation,
        address,
        time,
        algorithmStrength,
        policy);
  }
}
