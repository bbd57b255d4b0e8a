package org.sealgate.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What can be said of a message: its layers, outermost first, each with what was found. Never
 * overstates (promise 3).
 *
 * @param layers the CMS wrappings, outermost first; empty for a mail that is not S/MIME
 * @param structure what was found on the MIME structure itself: partial encryption, parts beside a
 *     signed part, covert content, a header outside that is not the protected one
 * @param headers the header fields that travel inside the protection (RFC 9788); empty where none
 *     do
 */
public record Verdict(
    List<Layer> layers, List<Finding> structure, Optional<HeaderProtection> headers) {
  public Verdict {
    layers = List.copyOf(layers);
    structure = List.copyOf(structure);
  }

  /** Without protected header fields. */
  public Verdict(List<Layer> layers, List<Finding> structure) {
    this(layers, structure, Optional.empty());
  }

  /**
   * The result of RFC 7281 for the Authentication-Results header. PASS only where the content
   * itself is signed, and every signature over it holds, with path and address good for every
   * signer. FAIL says that something is known to be wrong: digest or signature, an invalid path or
   * one that ends at an authority nobody trusts, a revoked certificate, another author. POLICY says
   * that all of this holds and a rule of ours does not accept it: algorithm, purpose, an impossible
   * time, what stands around the signature. NEUTRAL says that it cannot be told: the certificate,
   * or one between it and an anchor, is not at hand. A signature outside of encryption is one over
   * a ciphertext, whoever wrote the text: it never makes a PASS, and it decides only where the
   * content is not signed.
   */
  public SmimeResult result() {
    if (layers.stream().anyMatch(Layer.Unreadable.class::isInstance)) {
      return SmimeResult.PERMERROR;
    }
    List<Layer.Signed> ofContent = signatures(contentLayers());
    if (!ofContent.isEmpty()) {
      SmimeResult result = ofSignatures(ofContent);
      // The author is known, and still something was changed on the way.
      return result == SmimeResult.PASS && outerBroken() ? SmimeResult.POLICY : result;
    }
    List<Layer.Signed> outside = signatures(layers);
    if (outside.isEmpty()) {
      return decrypted() ? SmimeResult.NONE : SmimeResult.NEUTRAL;
    }
    return ofSignatures(outside) == SmimeResult.FAIL ? SmimeResult.FAIL : SmimeResult.NEUTRAL;
  }

  /** True where a signature outside of the encryption does not hold. */
  private boolean outerBroken() {
    return signatures(layers.subList(0, contentStart(layers))).stream()
        .flatMap(signed -> signed.signers().stream())
        .anyMatch(signer -> failed(signer.integrity()));
  }

  /** Zero signers is not valid (promise 3). */
  private SmimeResult ofSignatures(List<Layer.Signed> signatures) {
    List<SignerVerdict> signers = new ArrayList<>();
    for (Layer.Signed signed : signatures) {
      if (signed.signers().isEmpty()) {
        return SmimeResult.FAIL;
      }
      signers.addAll(signed.signers());
    }
    return ofSigners(signers);
  }

  private static List<Layer.Signed> signatures(List<Layer> layers) {
    return layers.stream()
        .filter(Layer.Signed.class::isInstance)
        .map(Layer.Signed.class::cast)
        .toList();
  }

  private SmimeResult ofSigners(List<SignerVerdict> signers) {
    if (any(
        signers,
        signer ->
            failed(signer.integrity())
                || failed(signer.certificatePath())
                || failed(signer.addressMatch())
                || failed(signer.revocation()))) {
      return SmimeResult.FAIL;
    }
    if (any(signers, signer -> !isAcceptable(signer))
        || structure.stream().anyMatch(Verdict::failed)) {
      return SmimeResult.POLICY;
    }
    return any(
            signers,
            signer ->
                unknown(signer.integrity())
                    || unknown(signer.certificatePath())
                    || unknown(signer.addressMatch()))
        ? SmimeResult.NEUTRAL
        : SmimeResult.PASS;
  }

  /**
   * False where the signature holds and we do not take it. RFC 8550, 3 is content where Sender or
   * one of several authors is named; people look at From, and anybody with a certificate of his own
   * could put another's name there. A claimed time is no proof of anything, so that a good one
   * helps nobody (RFC 5652, 11.3); one that cannot be true, outside of the certificate's validity
   * or yet to come, is a claim of the signer's that we know to be wrong.
   */
  static boolean isAcceptable(SignerVerdict signer) {
    return !failed(signer.algorithmStrength())
        && !failed(signer.policy())
        && !failed(signer.signingTime())
        && signer.addressMatch().status() != Finding.Status.WARN;
  }

  /**
   * The signers of the content itself: of the layers inside the innermost encryption, or of all
   * layers where nothing is encrypted.
   */
  public List<SignerVerdict> contentSigners() {
    return signatures(contentLayers()).stream()
        .flatMap(signed -> signed.signers().stream())
        .toList();
  }

  private List<Layer> contentLayers() {
    return layers.subList(contentStart(layers), layers.size());
  }

  /** The number of layers down to the innermost encryption. */
  static int contentStart(List<Layer> layers) {
    int from = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Layer.Encrypted) {
        from = i + 1;
      }
    }
    return from;
  }

  private static boolean any(List<SignerVerdict> signers, Predicate<SignerVerdict> condition) {
    return signers.stream().anyMatch(condition);
  }

  private static boolean failed(Finding finding) {
    return finding.status() == Finding.Status.FAIL;
  }

  private static boolean unknown(Finding finding) {
    return finding.status() == Finding.Status.UNKNOWN;
  }

  /** True where the whole message was encrypted, and a layer says so. */
  public boolean encrypted() {
    return layers.stream().anyMatch(Layer.Encrypted.class::isInstance);
  }

  /** True where every encrypted layer that was met was opened. */
  public boolean decrypted() {
    return layers.stream()
        .allMatch(layer ->
            !(layer instanceof Layer.Encrypted e)
                || e.decryption() instanceof Layer.Decryption.Decrypted);
  }

  /** Results of RFC 7281, 3. */
  public enum SmimeResult {
    /** Not signed. */
    NONE,
    /** Signed, and everything that was asked holds. */
    PASS,
    /** Signed, and the signature or certificate is bad, or does not belong to the sender. */
    FAIL,
    /** Signed, and the signature holds, but a rule of ours does not accept it. */
    POLICY,
    /** Signed, but nothing could be said of it. */
    NEUTRAL,
    /** Could not be verified now: a directory or responder did not answer. */
    TEMPERROR,
    /** Can never be verified: broken structure. */
    PERMERROR
  }
}
