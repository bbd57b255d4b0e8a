package org.sealgate.smime;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.SignatureCheck;
import org.sealgate.cms.SignatureVerifier;
import org.sealgate.cms.SignedAttributes;
import org.sealgate.cms.SignerInfo;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.trust.Assessment;
import org.sealgate.trust.IssuedKeys;
import org.sealgate.trust.PathResult;
import org.sealgate.trust.RevocationResult;

/** Says of one signer what can be said, axis by axis (promise 3). */
final class SignerVerdicts {
  /** Each costs a signature and a path: more of one name are an attack. */
  private static final int MOST_NAMED = 8;

  private static final Finding NO_ANCHORS =
      Finding.unknown("no-anchors", "no anchors are configured to check the path against");

  private final SignatureVerifier verifier;
  private final IssuedKeys keys;
  private final OpenOptions options;
  private final KnownCertificates known;
  private final HeaderBlock mail;
  private final Instant now;
  // Read with the first signer: mail that is only encrypted has none.
  private @Nullable AddressCheck address;
  private @Nullable SigningTimeCheck signingTime;

  SignerVerdicts(Opener.Engine engine, HeaderBlock mail) {
    this.verifier = new SignatureVerifier(engine.crypto());
    this.keys = new IssuedKeys(engine.crypto());
    this.options = engine.options();
    this.now = engine.clock().instant();
    this.known = engine.known();
    this.mail = mail;
  }

  /**
   * The verdict on a signer.
   *
   * @param enclosed what came with the message
   * @param content what is signed; empty where it is not there
   */
  SignerVerdict of(
      SignerInfo signer, Enclosed enclosed, Optional<SignatureVerifier.Content> content)
      throws IOException {
    List<MailCertificate> named = certificates(signer, enclosed);
    if (named.isEmpty()) {
      return withoutCertificate(signer, claim(signer));
    }
    SignerVerdict best = of(signer, named.getFirst(), enclosed, content);
    for (MailCertificate other : named.subList(1, named.size())) {
      SignerVerdict verdict = of(signer, other, enclosed, content);
      best = verdict.isBetterThan(best) ? verdict : best;
    }
    return best;
  }

  private static Optional<Instant> claim(SignerInfo signer) {
    return signer.signedAttributes().flatMap(SignedAttributes::signingTime);
  }

  private SignerVerdict of(
      SignerInfo signer,
      MailCertificate own,
      Enclosed enclosed,
      Optional<SignatureVerifier.Content> content)
      throws IOException {
    Optional<Instant> claim = claim(signer);
    SignatureCheck check =
        content.isPresent()
            ? verifier.check(signer, holder(own, enclosed), content.get())
            : new SignatureCheck.Invalid(
                "content-missing", "the content that was signed is not in the message");
    Optional<Assessment> assessment = assessment(own, enclosed);
    return new SignerVerdict(
        signer.signer(),
        Optional.of(own),
        claim,
        integrity(check),
        assessment.map(SignerVerdicts::path).orElse(NO_ANCHORS),
        assessment.map(SignerVerdicts::revocation).orElse(NO_ANCHORS),
        addressCheck().of(own),
        signingTimeCheck().of(claim, own),
        strength(check, own),
        policy(own));
  }

  private AddressCheck addressCheck() {
    AddressCheck check = address;
    if (check == null) {
      check = new AddressCheck(mail);
      address = check;
    }
    return check;
  }

  private SigningTimeCheck signingTimeCheck() {
    SigningTimeCheck check = signingTime;
    if (check == null) {
      check = new SigningTimeCheck(mail, now);
      signingTime = check;
    }
    return check;
  }

  private SignatureVerifier.Holder holder(MailCertificate own, Enclosed enclosed) {
    if (IssuedKeys.isComplete(own.x509().getPublicKey())) {
      return new SignatureVerifier.Holder(own.x509(), known.key(own));
    }
    List<X509Certificate> above = enclosed.untrusted(options.extras().certificates());
    above.addAll(options.trust().anchors());
    return new SignatureVerifier.Holder(own.x509(), keys.of(own.x509(), above));
  }

  private SignerVerdict withoutCertificate(SignerInfo signer, Optional<Instant> claim) {
    Finding unknown =
        Finding.unknown(
            "certificate-missing", "the signer's certificate is neither in the message nor known");
    return new SignerVerdict(
        signer.signer(),
        Optional.empty(),
        claim,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown);
  }

  /**
   * The certificates that the signer may mean: a key identifier names the renewed one and the
   * expired one alike, and authorities have been seen to give a serial number twice.
   */
  private List<MailCertificate> certificates(SignerInfo signer, Enclosed enclosed) {
    List<MailCertificate> named = named(signer, enclosed.certificates().stream());
    return named.isEmpty()
        ? named(signer, options.extras().certificates().stream().map(MailCertificate::of))
        : named;
  }

  private static List<MailCertificate> named(
      SignerInfo signer, Stream<MailCertificate> certificates) {
    return certificates
        .filter(each -> signer.names(each.encoded()))
        .distinct()
        .limit(MOST_NAMED)
        .toList();
  }

  private static Finding integrity(SignatureCheck check) {
    return switch (check) {
      case SignatureCheck.Valid valid ->
          Finding.pass("signature-valid", "the signature holds: " + valid.scheme());
      case SignatureCheck.Invalid invalid ->
          switch (invalid.code()) {
            case "algorithm-unknown", "content-missing" ->
                Finding.unknown(invalid.code(), invalid.reason());
            default -> Finding.fail(invalid.code(), invalid.reason());
          };
    };
  }

  private Optional<Assessment> assessment(MailCertificate own, Enclosed enclosed) {
    if (options.trust().anchors().isEmpty()) {
      return Optional.empty();
    }
    var question = new Enclosed.Question(options.extras().certificates(), options.time());
    return Optional.of(enclosed.assessment(own, options.trust(), question));
  }

  private static Finding path(Assessment assessment) {
    return switch (assessment.path()) {
      case PathResult.Trusted trusted -> Finding.pass("trusted", trusted.reason());
      // What is missing may be what makes it good: not known is not bad.
      case PathResult.Untrusted untrusted
          when untrusted.problem() == PathResult.Problem.ISSUER_MISSING ->
          Finding.unknown("issuer-missing", untrusted.reason());
      case PathResult.Untrusted untrusted ->
          Finding.fail(
              untrusted.problem().name().toLowerCase(Locale.ROOT).replace('_', '-'),
              untrusted.reason());
    };
  }

  private static Finding revocation(Assessment assessment) {
    return switch (assessment.revocation()) {
      case RevocationResult.Good good -> Finding.pass("not-revoked", good.reason());
      case RevocationResult.Revoked revoked -> Finding.fail("revoked", revoked.reason());
      case RevocationResult.Unknown unknown -> Finding.unknown("unknown", unknown.reason());
    };
  }

  private Finding strength(SignatureCheck check, MailCertificate own) {
    return check instanceof SignatureCheck.Valid valid
        ? options.strength().ofSignature(valid.digest(), valid.scheme(), own, now)
        : Finding.unknown("not-checked", "the signature does not hold");
  }

  private static Finding policy(MailCertificate own) {
    return own.purpose().signs()
        ? Finding.pass("may-sign", "the certificate may sign mail")
        : Finding.fail("may-not-sign", "the certificate is not for signing mail");
  }
}
