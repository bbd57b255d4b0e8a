package org.sealgate.gateway.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.smime.Finding;
import org.sealgate.smime.HeaderProtection;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict;

/** A verdict for people: a tree of layers, outermost first, each with what was found. */
final class VerdictText {
  private static final int SHOWN = 20;

  private final StringBuilder text = new StringBuilder();
  private final boolean keysTried;

  private VerdictText(boolean keysTried) {
    this.keysTried = keysTried;
  }

  /**
   * The text, with line ends.
   *
   * @param name the mail
   * @param keysTried false where the message was only looked at, so that results say nothing
   */
  static String of(String name, Verdict verdict, boolean keysTried) {
    return new VerdictText(keysTried).text(name, verdict);
  }

  private String text(String name, Verdict verdict) {
    String result = verdict.result().name().toLowerCase(Locale.ROOT);
    line(0, name + (keysTried ? ": smime=" + result : ""));
    if (verdict.layers().isEmpty()) {
      line(1, "neither signed nor encrypted");
    }
    int depth = 1;
    for (Layer layer : verdict.layers()) {
      layer(depth++, layer);
    }
    verdict.headers().ifPresent(this::headers);
    verdict.structure().forEach(finding -> finding(1, "structure", finding));
    return text.toString();
  }

  private void headers(HeaderProtection headers) {
    line(1, "header fields inside, " + word(headers.scheme()));
    for (HeaderProtection.Field field : headers.fields()) {
      String outside =
          switch (field.outside()) {
            case SAME -> "";
            case HIDDEN -> field.outerValue().map(v -> "; outside " + v).orElse("; not outside");
            case CHANGED ->
                field
                    .outerValue()
                    .map(v -> "; changed outside to " + v)
                    .orElse("; removed outside");
          };
      line(
          2,
          "%-20s %s: %s".formatted(word(field.protection()), field.name(), field.value())
              + outside);
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void layer(int depth, Layer layer) {
    switch (layer) {
      case Layer.Signed signed -> signed(depth, signed);
      case Layer.Encrypted encrypted -> encrypted(depth, encrypted);
      case Layer.Compressed compressed -> line(depth, "compressed, " + compressed.algorithm());
      case Layer.CertificatesOnly only -> {
        line(depth, "certificates only, no signature");
        only.certificates().forEach(certificate -> line(depth + 1, described(certificate)));
      }
      case Layer.Unreadable unreadable -> {
        line(depth, unreadable.claimed() + ", not readable");
        finding(depth + 1, "structure", unreadable.problem());
      }
    }
  }

  private void signed(int depth, Layer.Signed signed) {
    line(depth, signed.detached() ? "signed, clear" : "signed, opaque");
    if (signed.signers().isEmpty()) {
      line(depth + 1, "by nobody: this is no signature");
    }
    for (SignerVerdict signer : signed.signers()) {
      line(
          depth + 1,
          "by " + signer.certificate().map(VerdictText::described).orElse("" + signer.signer()));
      signer.claimedSigningTime().ifPresent(time -> line(depth + 2, "says it signed at " + time));
      if (keysTried) {
        axes(depth + 2, signer);
      } else {
        finding(depth + 2, "strength", signer.algorithmStrength());
      }
    }
  }

  private void axes(int depth, SignerVerdict signer) {
    finding(depth, "integrity", signer.integrity());
    finding(depth, "path", signer.certificatePath());
    finding(depth, "revocation", signer.revocation());
    finding(depth, "address", signer.addressMatch());
    finding(depth, "time", signer.signingTime());
    finding(depth, "strength", signer.algorithmStrength());
    finding(depth, "policy", signer.policy());
  }

  private void encrypted(int depth, Layer.Encrypted encrypted) {
    String tag = encrypted.authenticated() ? "authenticated" : "not authenticated";
    line(depth, "encrypted, " + encrypted.contentType() + ", " + encrypted.cipher() + ", " + tag);
    recipients(depth + 1, encrypted.recipients());
    switch (encrypted.decryption()) {
      case Layer.Decryption.Decrypted done ->
          line(
              depth + 1,
              "opened with "
                  + done.certificate().map(VerdictText::described).orElse("key " + done.keyId()));
      case Layer.Decryption.NoKey none -> line(depth + 1, "not opened: no key here fits");
      case Layer.Decryption.Failed failed ->
          line(depth + 1, "not opened: a key fits, the content does not open with it");
      case Layer.Decryption.NotTried not -> {
        if (keysTried) {
          line(depth + 1, "not opened: no key was tried");
        }
      }
    }
    finding(depth + 1, "strength", encrypted.algorithmStrength());
  }

  private void recipients(int depth, List<RecipientIdentifier> recipients) {
    recipients.stream().limit(SHOWN).forEach(each -> line(depth, "for " + each));
    if (recipients.size() > SHOWN) {
      line(depth, "and for " + (recipients.size() - SHOWN) + " more");
    }
  }

  private void finding(int depth, String axis, Finding finding) {
    line(depth, "%-14s %-10s %s".formatted(word(finding.status()), axis, finding.reason()));
  }

  /** A certificate in one line. */
  static String described(MailCertificate certificate) {
    String addresses =
        certificate.addresses().stream().map(Object::toString).collect(Collectors.joining(", "));
    String whose =
        addresses.isEmpty() ? certificate.x509().getSubjectX500Principal().getName() : addresses;
    return whose
        + " ("
        + certificate.keyDescription()
        + ", "
        + certificate.fingerprint().substring(0, Math.min(16, certificate.fingerprint().length()))
        + ")";
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(Line.of(line)).append('\n');
  }
}
