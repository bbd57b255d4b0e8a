package org.sealgate.trust;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A distinguished name in the form in which names are compared (RFC 5280, 7.1): strings without
 * regard to their ASN.1 type, their case and insignificant white space (RFC 4518).
 *
 * @param parts the relative names from the root down, each in canonical form
 */
record Name(List<String> parts) {

  /** The name with this encoding; one that is equal only to itself where it cannot be read. */
  static Name of(byte[] der) {
    try {
      return of(X500Name.getInstance(der));
    } catch (RuntimeException unreadable) {
      return new Name(List.of("#" + HexFormat.of().formatHex(der)));
    }
  }

  static Name of(X500Name name) {
    List<String> parts = new ArrayList<>();
    for (RDN rdn : name.getRDNs()) {
      parts.add(canonical(rdn));
    }
    return new Name(List.copyOf(parts));
  }

  /** This name with one more relative name at its end. */
  Name below(RDN rdn) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(canonical(rdn));
    return new Name(List.copyOf(longer));
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** True when this name is the other or stands below it (RFC 5280, 4.2.1.10). */
  boolean within(Name subtree) {
    int depth = subtree.parts.size();
    return parts.size() >= depth && parts.subList(0, depth).equals(subtree.parts);
  }

  private static String canonical(RDN rdn) {
    List<String> values = new ArrayList<>();
    for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
      values.add(attribute.getType().getId() + "=" + canonical(attribute.getValue()));
    }
    Collections.sort(values);
    return String.join("+", values);
  }

  private static String canonical(ASN1Encodable value) {
    if (value instanceof ASN1String string) {
      return '"' + normalize(string.getString()) + '"';
    }
    try {
      return "#" + HexFormat.of().formatHex(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (java.io.IOException unreachable) {
      throw new java.io.UncheckedIOException(unreachable);
    }
  }

  private static String normalize(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return folded.strip().replaceAll("\\s+", " ").replace("\"", "\\\"");
  }
}
