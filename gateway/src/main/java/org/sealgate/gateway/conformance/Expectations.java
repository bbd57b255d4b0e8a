package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.smime.Finding.Status;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict.SmimeResult;

/** Compares what opening a message gave with the assignments and remarks of its row. */
final class Expectations {
  /** Words that explain and that nothing is compared with. */
  private static final Set<String> INFORMATION =
      Set.of("reason", "error", "warning", "oracle", "identical", "cipher", "decrypt");

  private final ManifestRow row;
  private final Tools tools;
  private final Facts facts;
  private final List<Term> terms;

  /** Where a row's files and anchors are. */
  record Tools(Materials materials, Trust trust) {}

  Expectations(ManifestRow row, Tools tools, Facts facts) {
    this.row = row;
    this.tools = tools;
    this.facts = facts;
    this.terms = Term.of(row.expected().toString());
  }

  /** Compares everything there is; a word that is not known makes the row skipped. */
  void compare(Comparison comparison) throws IOException {
    Remarks remarks = new Remarks(row, tools, facts);
    for (Term term : terms) {
      if (term.isRemark()) {
        remarks.compare(term.value(), comparison);
      } else {
        assignment(term, comparison);
      }
    }
  }

  private void assignment(Term term, Comparison comparison) throws IOException {
    switch (term.key()) {
      case "encrypted" -> comparison.expect("encrypted", term.isTrue(), facts.shownEncrypted());
      case "signed" -> comparison.expect("signed", term.isTrue(), facts.shownSigned());
      case "sig_good" -> signatureGood(term, comparison);
      case "sig", "signature" ->
          comparison.expect("integrity", term.bare().startsWith("good"), facts.signaturesHold());
      case "signer" -> signer(term, comparison);
      case "chain" -> chain(term, comparison);
      case "path" -> comparison.expect("path", term.bare().equals("valid"), pathValid());
      case "valid" -> comparison.expect("valid", term.isTrue(), valid());
      case "digest" ->
          facts.signers().forEach(s -> Contents.signerDigest(comparison, s, term.bare()));
      case "sha256", "content_sha256" -> digest(term, comparison);
      case "content", "equals" -> Contents.equal(comparison, facts, term.bare(), read(term.bare()));
      case "text~" -> text(term, comparison);
      case "ok" -> comparison.expect("decrypted", term.isTrue(), facts.decrypted());
      case "contentType" -> contentType(term, comparison);
      case "attack" -> Attacks.notReported(facts, comparison);
      case "explicit_policy", "authorities_policy_set", "user_policy_set" ->
          comparison.note(term.key() + " not compared");
      default -> other(term, comparison);
    }
  }

  private void other(Term term, Comparison comparison) throws IOException {
    if (term.key().startsWith("equals_")) {
      String stem = term.key().substring("equals_".length());
      if (term.isTrue()) {
        Contents.equal(comparison, facts, stem, read(stem));
      }
    } else if (!INFORMATION.contains(term.key())) {
      throw new Skipped("an expectation that is not known: " + term.key());
    }
  }

  /** Good means, by the row's own terms, the whole verdict, signature and path, or the former. */
  private void signatureGood(Term term, Comparison comparison) {
    boolean whole = terms.stream().anyMatch(each -> each.key().equals("signed"));
    if (whole) {
      if (!term.bare().equals("n/a")) {
        SmimeResult result = facts.verdict().result();
        boolean pass = facts.goodToAClient();
        comparison.expect("good", term.bare(), word(result), term.isTrue() == pass);
      }
    } else if (term.isTrue()) {
      comparison.expect("integrity", true, facts.signaturesHold());
    } else {
      boolean anchors = !row.material().anchors().isEmpty();
      boolean good = facts.signaturesHold() && (!anchors || facts.pathsHold());
      comparison.expect("good", false, good);
    }
  }

  private static String word(SmimeResult result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  private void signer(Term term, Comparison comparison) {
    if (!term.bare().isEmpty() && facts.shownSigned()) {
      facts.shownSigners().stream()
          .filter(signer -> signer.certificate().isPresent())
          .forEach(signer -> Contents.signer(comparison, signer, term.bare()));
    }
  }

  private void chain(Term term, Comparison comparison) {
    if (term.bare().startsWith("see ")) {
      comparison.note("chain not compared");
      return;
    }
    comparison.expect("path", term.bare().startsWith("ok"), facts.pathsHold());
  }

  private boolean pathValid() throws IOException {
    return facts.pathsHold() && !tools.trust().revoked(row, facts);
  }

  private boolean valid() throws IOException {
    return facts.signaturesHold()
        && pathValid()
        && facts.signers().stream().allMatch(Expectations::usable);
  }

  private static boolean usable(SignerVerdict signer) {
    return signer.policy().status() != Status.FAIL
        && signer.certificate().map(own -> !own.addresses().isEmpty()).orElse(false);
  }

  private void digest(Term term, Comparison comparison) {
    boolean refused = terms.stream().anyMatch(t -> t.key().equals("ok") && !t.isTrue());
    if (!refused) {
      Contents.digest(comparison, facts, term.bare());
    }
  }

  private void text(Term term, Comparison comparison) {
    comparison.expect("text", term.value(), "content", facts.text().contains(term.value()));
  }

  private void contentType(Term term, Comparison comparison) {
    String wanted = term.bare().replaceFirst("^(pkcs7-|id-smime-ct-)", "").toLowerCase(Locale.ROOT);
    String met =
        facts.verdict().layers().isEmpty() ? wrapper() : type(facts.verdict().layers().getFirst());
    String shorter = wanted.replace("digestdata", "digesteddata");
    comparison.expect("type", shorter, met, met.toLowerCase(Locale.ROOT).equals(shorter));
  }

  /** What only wraps the content is no layer: the finding on it begins with its type. */
  private String wrapper() {
    return facts.verdict().structure().stream()
        .filter(finding -> finding.code().equals("unprotected"))
        .map(finding -> finding.reason().split(" ", 2)[0])
        .findFirst()
        .orElse("");
  }

  private static String type(Layer layer) {
    return switch (layer) {
      case Layer.Signed s -> "SignedData";
      case Layer.CertificatesOnly c -> "SignedData";
      case Layer.Compressed c -> "CompressedData";
      case Layer.Encrypted e -> e.contentType();
      case Layer.Unreadable u -> "unreadable";
    };
  }

  /** A file of the corpus, by its name or by its name without ending. */
  private byte[] read(String name) throws IOException {
    Path file = tools.materials().file(row, name);
    if (Files.isRegularFile(file)) {
      return Files.readAllBytes(file);
    }
    Path folder = file.getParent();
    if (folder != null && Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, name + ".*")) {
        for (Path found : files) {
          return Files.readAllBytes(found);
        }
      }
    }
    throw new Skipped("the row names a file that is not there: " + name);
  }
}
