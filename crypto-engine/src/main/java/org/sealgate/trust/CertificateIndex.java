package org.sealgate.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Certificates by subject name. Immutable. */
final class CertificateIndex {
  static final CertificateIndex EMPTY = new CertificateIndex(Set.of(), Map.of());

  private final Set<Node> all;
  private final Map<Name, List<Node>> bySubject;

  private CertificateIndex(Set<Node> all, Map<Name, List<Node>> bySubject) {
    this.all = all;
    this.bySubject = bySubject;
  }

  static CertificateIndex of(Collection<Node> nodes) {
    if (nodes.isEmpty()) {
      return EMPTY;
    }
    Set<Node> all = new LinkedHashSet<>(nodes);
    Map<Name, List<Node>> bySubject = new HashMap<>();
    for (Node node : all) {
      bySubject.computeIfAbsent(node.subject(), name -> new ArrayList<>()).add(node);
    }
    return new CertificateIndex(all, bySubject);
  }

  /** These and the others. */
  CertificateIndex with(Collection<Node> others) {
    if (others.isEmpty()) {
      return this;
    }
    List<Node> both = new ArrayList<>(all);
    both.addAll(others);
    return of(both);
  }

  boolean contains(Node node) {
    return all.contains(node);
  }

  List<Node> bySubject(Name name) {
    return bySubject.getOrDefault(name, List.of());
  }

  Collection<Node> all() {
    return all;
  }
}
