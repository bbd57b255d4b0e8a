package org.sealgate.smime;

import java.util.List;

/**
 * What can be said of a message: its layers, outermost first, each with what was found. Never
 * overstates (promise 3).
 *
 * @param layers the CMS wrappings, outermost first; empty for a mail that is not S/MIME
 * @param structure what was found on the MIME structure itself: partial encryption, parts beside a
 *     signed part, covert content
 */
public record Verdict(List<Layer> layers, List<Finding> structure) {
  public Verdict {
    layers = List.copyOf(layers);
    structure = List.copyOf(structure);
  }

  /** The result of RFC 7281 for the Authentication-Results header. */
  public SmimeResult result() {
    return SmimeResult.NONE;
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
