package org.sealgate.smime;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;

/**
 * What the header around a signature says in two ways. One program takes the first type, another
 * the last, and shows what this one did not check: no signature covers that header.
 */
final class AmbiguousHeader {
  /** Once at most (RFC 2045, 3), and what is shown depends on them. */
  private static final List<String> SINGLE = List.of("Content-Type", "Content-Transfer-Encoding");

  private AmbiguousHeader() {}

  /** What is to be said of the header of a mail without the fields of its body. */
  static List<Finding> of(HeaderBlock mail) {
    return mail.fields().stream().anyMatch(HeaderField::hasLoneCr)
        ? List.of(finding("a line of the header holds a CR that ends it for some and not for us"))
        : List.of();
  }

  /** What is to be said of the header of a protected entity. */
  static List<Finding> of(Entity layer) {
    List<Finding> findings = new ArrayList<>(of(layer.header()));
    for (String name : SINGLE) {
      if (layer.header().all(name).stream().map(HeaderField::value).distinct().count() > 1) {
        findings.add(finding("there is more than one " + name));
      }
    }
    if (layer.contentType().repeated().contains("boundary")) {
      findings.add(finding("there is more than one boundary in the Content-Type"));
    }
    return findings;
  }

  private static Finding finding(String what) {
    return Finding.fail("ambiguous-header", what + ": another program may show another content");
  }
}
