package org.sealgate.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier.IssuerAndSerialNumber;
import org.sealgate.smime.Finding;
import org.sealgate.smime.Finding.Status;
import org.sealgate.smime.Layer;
import org.sealgate.smime.Layer.Decryption;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict;

/** A verdict in few words: where there are several signers, each axis shows the worst of them. */
final class VerdictSummary {
  private static final String NONE = "none";

  private final Verdict verdict;
  private final List<SignerVerdict> signers;

  VerdictSummary(Verdict verdict) {
    this.verdict = verdict;
    this.signers =
        verdict.layers().stream()
            .flatMap(layer -> layer instanceof Layer.Signed s ? s.signers().stream() : null)
            .toList();
  }

  /** The result of RFC 7281, 3. */
  String result() {
    return verdict.result().name().toLowerCase(Locale.ROOT);
  }

  /** All axes (promise 3) as {@code name=status} pairs. */
  String axes() {
    Stream<String> headers =
        verdict.headers().stream().map(inside -> "headers=" + word(inside.scheme().name()));
    Stream<String> axes =
        Stream.of(
            "result=" + result(),
            "layers=" + layers(),
            "decryption=" + decryption(),
            axis("integrity", SignerVerdict::integrity),
            axis("path", SignerVerdict::certificatePath),
            axis("revocation", SignerVerdict::revocation),
            axis("address", SignerVerdict::addressMatch),
            axis("time", SignerVerdict::signingTime),
            axis("strength", SignerVerdict::algorithmStrength),
            axis("policy", SignerVerdict::policy),
            "structure=" + word(worst(verdict.structure().stream())));
    return Stream.concat(axes, headers).collect(Collectors.joining("; "));
  }

  /** The reason of the worst finding, for people; empty where all is well or nothing is signed. */
  String reason() {
    Stream<Finding> unreadable =
        verdict.layers().stream()
            .flatMap(layer -> layer instanceof Layer.Unreadable u ? Stream.of(u.problem()) : null);
    return worst(
            Stream.of(unreadable, verdict.structure().stream(), signers.stream().flatMap(this::all))
                .flatMap(findings -> findings))
        .filter(finding -> finding.status() == Status.FAIL || finding.status() == Status.UNKNOWN)
        .map(finding -> finding.code() + ": " + finding.reason())
        .orElse("");
  }

  /** Who signed, in the properties of RFC 7281, 3.2. */
  List<String> signerProperties() {
    return signers.stream().findFirst().map(VerdictSummary::properties).orElse(List.of());
  }

  private static List<String> properties(SignerVerdict signer) {
    Stream<String> identifier =
        signer.certificate().map(MailCertificate::addresses).stream()
            .flatMap(addresses -> addresses.stream().limit(1))
            .map(address -> "body.smime-identifier=" + HeaderText.quoted(address.toString()));
    Stream<String> serial =
        signer.signer() instanceof IssuerAndSerialNumber named
            ? Stream.of(
                "body.smime-serial=" + named.serialNumber().toString(16),
                "body.smime-issuer=" + HeaderText.quoted(named.issuerName()))
            : Stream.empty();
    return Stream.concat(identifier, serial).toList();
  }

  private Stream<Finding> all(SignerVerdict signer) {
    return Stream.of(
        signer.integrity(),
        signer.certificatePath(),
        signer.addressMatch(),
        signer.revocation(),
        signer.signingTime(),
        signer.algorithmStrength(),
        signer.policy());
  }

  private String axis(String name, Function<SignerVerdict, Finding> finding) {
    return name + "=" + word(worst(signers.stream().map(finding)));
  }

  private static Optional<Finding> worst(Stream<Finding> findings) {
    // Of equals the first is kept: integrity before path before address.
    return findings.reduce(
        (a, b) -> Comparator.<Status>naturalOrder().compare(b.status(), a.status()) > 0 ? b : a);
  }

  private static String word(Optional<Finding> finding) {
    return finding
        .map(f ->
            f.status() == Status.PASS || f.status() == Status.NOT_APPLICABLE
                ? word(f.status().name())
                : word(f.status().name()) + ":" + HeaderText.comment(f.code()))
        .orElse(NONE);
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String layers() {
    return verdict.layers().isEmpty()
        ? NONE
        : verdict.layers().stream().map(VerdictSummary::layer).collect(Collectors.joining(","));
  }

  private static String layer(Layer layer) {
    return switch (layer) {
      case Layer.Signed signed -> signed.detached() ? "signed" : "signed-opaque";
      case Layer.Encrypted encrypted ->
          encrypted.authenticated() ? "encrypted-authenticated" : "encrypted";
      case Layer.Compressed compressed -> "compressed";
      case Layer.CertificatesOnly certificates -> "certificates";
      case Layer.Unreadable unreadable -> "unreadable";
    };
  }

  private String decryption() {
    return verdict.layers().stream()
        .flatMap(layer -> layer instanceof Layer.Encrypted e ? Stream.of(e) : null)
        .map(encrypted -> decryption(encrypted.decryption()))
        .distinct()
        .collect(Collectors.collectingAndThen(Collectors.joining(","), VerdictSummary::orNone));
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String decryption(Decryption decryption) {
    return switch (decryption) {
      case Decryption.Decrypted decrypted -> "pass";
      case Decryption.NoKey noKey -> "no-key";
      case Decryption.Failed failed -> "fail";
      case Decryption.NotTried notTried -> "not-tried";
    };
  }
}
