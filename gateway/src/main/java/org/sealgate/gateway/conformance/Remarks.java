package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.smime.Layer;

/** Compares what opening a message gave with what a row says in words. */
final class Remarks {
  private static final Pattern EQUALS = Pattern.compile("content equals=(\\S+)");

  private static final Pattern UNREAD =
      Pattern.compile("wrong tag|asn1 error|decode error|unsupported|unknown digest");

  private final ManifestRow row;
  private final Expectations.Tools tools;
  private final Facts facts;

  Remarks(ManifestRow row, Expectations.Tools tools, Facts facts) {
    this.row = row;
    this.tools = tools;
    this.facts = facts;
  }

  /** Compares one remark; one that only explains is passed over. */
  void compare(String remark, Comparison comparison) throws IOException {
    if (remark.contains(" > ")) {
      chain(remark, comparison);
    } else if (remark.equals("accept") || remark.startsWith("reject")) {
      boolean accepted = facts.signaturesHold() && tools.trust().accepted(row, facts);
      comparison.expect("accepted", remark.equals("accept"), accepted);
    } else if (remark.startsWith("oracle sig=")) {
      oracle(remark, comparison);
    } else if (remark.equals("ok")) {
      comparison.expect("decrypted", true, facts.decrypted());
    } else if (remark.startsWith("oracle rc=") || remark.equals("no signers")) {
      comparison.expect("signed", false, facts.contentSigned());
    } else if (remark.startsWith("parse")) {
      comparison.expect("readable", true, !facts.unreadable());
    } else {
      structure(remark, comparison);
    }
  }

  /** A second opinion; where it could not read the message it says nothing of the signature. */
  private void oracle(String remark, Comparison comparison) {
    boolean good = remark.startsWith("oracle sig=good");
    if (!good && UNREAD.matcher(remark + row.expected()).find()) {
      comparison.expect("integrity", "any answer", "" + facts.signaturesHold(), true);
    } else {
      comparison.expect("integrity", good, facts.signaturesHold());
    }
  }

  private void structure(String remark, Comparison comparison) throws IOException {
    String lower = remark.toLowerCase(Locale.ROOT);
    if (lower.startsWith("attack")
        || lower.contains("not be reported as one encrypted")
        || lower.contains("not be reported as an encrypted")) {
      Attacks.notReported(facts, comparison);
    } else if (lower.contains("not be reported as signed")
        || lower.startsWith("s/mime part below")) {
      Attacks.notSigned(facts, comparison);
    } else if (lower.contains("must not be merged")) {
      comparison.expect("left as it is", true, facts.unchanged());
    } else if (lower.startsWith("p7m-unparsable")) {
      comparison.expect("readable", false, !facts.unreadable());
    } else if (lower.startsWith("certs-only")) {
      int layers = facts.layers(Layer.CertificatesOnly.class).size();
      comparison.expect("certificates only", true, layers == 1);
    } else if (lower.startsWith("encrypteddata sample")) {
      comparison.expect("encrypted", true, facts.verdict().encrypted());
    } else if (lower.startsWith("nested signatures")) {
      comparison.expect("signed", true, !facts.layers(Layer.Signed.class).isEmpty());
    } else if (lower.contains("unauthenticated")) {
      boolean claims =
          facts.layers(Layer.Encrypted.class).stream().anyMatch(Layer.Encrypted::authenticated);
      comparison.expect("claims to be authenticated", false, claims);
    } else if (lower.startsWith("recipient must be matched")) {
      comparison.expect("recipient named", true, recipientNamed());
    } else {
      data(remark, comparison);
    }
  }

  private void data(String remark, Comparison comparison) throws IOException {
    Matcher matcher = EQUALS.matcher(remark);
    if (matcher.find()) {
      String name = matcher.group(1);
      Contents.equal(
          comparison, facts, name, Files.readAllBytes(tools.materials().existing(row, name)));
    } else if (remark.contains("must ") || remark.contains("MUST")) {
      throw new Skipped("a demand that is not known: " + remark);
    }
  }

  private boolean recipientNamed() throws IOException {
    List<MailCertificate> certificates =
        tools.materials().certificates(row, row.material().certificates()).stream()
            .map(MailCertificate::of)
            .toList();
    return facts.layers(Layer.Encrypted.class).stream()
        .flatMap(layer -> layer.recipients().stream())
        .anyMatch(id -> certificates.stream().anyMatch(own -> names(id, own)));
  }

  /** Senders name a recipient either way, whatever the row's words say. */
  private static boolean names(RecipientIdentifier identifier, MailCertificate own) {
    return switch (identifier) {
      case RecipientIdentifier.IssuerAndSerialNumber name ->
          own.x509().getSerialNumber().equals(name.serialNumber());
      case RecipientIdentifier.SubjectKeyIdentifier key ->
          own.keyIdentifiers().stream().anyMatch(id -> Arrays.equals(id, key.keyIdentifier()));
    };
  }

  /** Layers in words: {@code outer sig=good > enc > inner sig=good > body-text.txt (note)}. */
  private void chain(String remark, Comparison comparison) throws IOException {
    List<Layer> met = facts.verdict().layers();
    int at = 0;
    for (String piece : remark.split(" > ", -1)) {
      String word = piece.replaceFirst("\\s*[(:].*", "").strip();
      if (word.equals("enc") || word.equals("authEnc")) {
        boolean good =
            at < met.size()
                && met.get(at) instanceof Layer.Encrypted e
                && e.decryption() instanceof Layer.Decryption.Decrypted
                && (e.authenticated() || word.equals("enc"));
        comparison.expect("layer " + ++at, word, facts.shape(), good);
      } else if (word.endsWith("sig=good")) {
        boolean good = at < met.size() && met.get(at) instanceof Layer.Signed;
        comparison.expect("layer " + ++at, word, facts.shape(), good && facts.signaturesHold());
      } else {
        byte[] content = Files.readAllBytes(tools.materials().existing(row, word));
        Contents.equal(comparison, facts, word, content);
      }
      if (piece.contains("content is NOT signed")) {
        comparison.expect("signed", false, facts.contentSigned());
      }
    }
  }
}
