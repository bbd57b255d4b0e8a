package org.sealgate.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.cms.CmsReader;
import org.sealgate.mime.Octets;

/**
 * What came of one layer.
 *
 * @param layers what it was; none for a structure that protects nothing
 * @param inside the entity inside it; empty where it could not be opened or holds none
 * @param findings what there is to say besides
 * @param mime false where what is inside is no MIME entity
 */
record Step(List<Layer> layers, Optional<Octets> inside, List<Finding> findings, boolean mime) {
  Step(Layer layer, Optional<Octets> inside) {
    this(List.of(layer), inside, List.of(), true);
  }

  /**
   * The same, where the structure says that its content is of this type: only id-data is MIME (RFC
   * 8551, 2.4). Anything else was signed or encrypted for another purpose, and is not read as if it
   * were a mail.
   */
  Step holding(String contentType) {
    if (inside.isEmpty() || CmsReader.isData(contentType)) {
      return this;
    }
    Step said = with(otherThanMail(contentType).getFirst());
    return new Step(layers, inside, said.findings(), false);
  }

  /** The same with one more finding. */
  Step with(Finding finding) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(finding);
    return new Step(layers, inside, List.copyOf(more), mime);
  }

  /** What is to be said of a content that its structure does not call id-data. */
  static List<Finding> otherThanMail(String contentType) {
    return CmsReader.isData(contentType)
        ? List.of()
        : List.of(
            Finding.fail(
                "content-not-mime",
                "the content is " + CmsReader.name(contentType) + ", which is no mail"));
  }

  /** Data or DigestedData: a wrapping without any protection. */
  static Step unprotected(String type, Octets inside) {
    Finding finding = Finding.warn("unprotected", type + " wraps the content and protects nothing");
    return new Step(List.of(), Optional.of(inside), List.of(finding), true);
  }

  /** The layer, of a step that has one. */
  Layer layer() {
    return layers.getFirst();
  }

  static Step unreadable(String claimed, SmimeException problem) {
    String code = problem.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Step(
        new Layer.Unreadable(claimed, Finding.fail(code, String.valueOf(problem.getMessage()))),
        Optional.empty());
  }
}
