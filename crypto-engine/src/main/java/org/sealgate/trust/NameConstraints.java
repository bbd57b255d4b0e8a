package org.sealgate.trust;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.sealgate.trust.PathResult.Problem;

/**
 * The name constraints gathered along one path, and the check of names against them (RFC 5280,
 * 4.2.1.10 and 6.1.3 b and c). A name that cannot be read violates any constraint on its form.
 */
final class NameConstraints {
  /** Comparisons one path may cost. */
  private static final int MAX_COMPARISONS = 250_000;

  /** One list per certificate that has any: a name must be within each list that knows its form. */
  private final List<List<Subtree>> permitted = new ArrayList<>();

  private final List<Subtree> excluded = new ArrayList<>();
  private int comparisons;

  /** Adds the constraints that the certificate puts on those below it. */
  void add(Node authority) throws Rejection {
    byte[] value = authority.extension(Extension.nameConstraints.getId());
    if (value == null) {
      return;
    }
    var constraints = org.bouncycastle.asn1.x509.NameConstraints.getInstance(value);
    if (constraints.getPermittedSubtrees() != null) {
      permitted.add(subtrees(authority, constraints.getPermittedSubtrees()));
    }
    if (constraints.getExcludedSubtrees() != null) {
      excluded.addAll(subtrees(authority, constraints.getExcludedSubtrees()));
    }
  }

  /** Checks every name of the certificate. */
  void check(Node node) throws Rejection {
    if (permitted.isEmpty() && excluded.isEmpty()) {
      return;
    }
    X500Name subject =
        X500Name.getInstance(node.certificate().getSubjectX500Principal().getEncoded());
    if (subject.size() > 0) {
      check(node, new GeneralName(subject));
    }
    boolean mailbox = false;
    byte[] value = node.extension(Extension.subjectAlternativeName.getId());
    if (value != null) {
      for (GeneralName name : GeneralNames.getInstance(value).getNames()) {
        mailbox |= name.getTagNo() == GeneralName.rfc822Name;
        check(node, name);
      }
    }
    if (!mailbox) {
      checkLegacyMailboxes(node, subject);
    }
  }

  /** emailAddress of the subject counts where the alternative name has no rfc822Name. */
  private void checkLegacyMailboxes(Node node, X500Name subject) throws Rejection {
    for (RDN rdn : subject.getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        if (PKCSObjectIdentifiers.pkcs_9_at_emailAddress.equals(attribute.getType())
            && attribute.getValue() instanceof ASN1String text) {
          check(
              node,
              new GeneralName(GeneralName.rfc822Name, new DERIA5String(text.getString(), false)));
        }
      }
    }
  }

  private void check(Node node, GeneralName name) throws Rejection {
    for (Subtree subtree : excluded) {
      count(node);
      if (subtree.concerns(name) && subtree.mayContain(name)) {
        throw new Rejection(
            Problem.NAME_CONSTRAINTS, node + " has a name that an authority above excludes");
      }
    }
    for (List<Subtree> list : permitted) {
      boolean concerned = false;
      boolean within = false;
      for (Subtree subtree : list) {
        count(node);
        if (subtree.concerns(name)) {
          concerned = true;
          within |= subtree.contains(name);
        }
      }
      if (concerned && !within) {
        throw new Rejection(
            Problem.NAME_CONSTRAINTS, node + " has a name that an authority above does not permit");
      }
    }
  }

  private void count(Node node) throws Rejection {
    if (++comparisons > MAX_COMPARISONS) {
      throw new Rejection(
          Problem.NAME_CONSTRAINTS, node + " needs more comparisons of names than allowed");
    }
  }

  private static List<Subtree> subtrees(Node authority, GeneralSubtree[] subtrees)
      throws Rejection {
    List<Subtree> list = new ArrayList<>(subtrees.length);
    for (GeneralSubtree subtree : subtrees) {
      if (subtree.getMinimum().signum() != 0 || subtree.getMaximum() != null) {
        throw new Rejection(
            Problem.NAME_CONSTRAINTS,
            authority + " uses minimum or maximum, which have no meaning (RFC 5280, 4.2.1.10)");
      }
      list.add(Subtree.of(subtree.getBase()));
    }
    return list;
  }
}
