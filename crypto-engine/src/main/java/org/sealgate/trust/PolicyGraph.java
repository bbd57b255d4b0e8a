package org.sealgate.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The valid policies of a path as a graph with one node per policy and depth (RFC 9618): the tree
 * of RFC 5280 grows with the product of the mappings, this with their sum.
 */
final class PolicyGraph {
  private static final class Vertex {
    final String policy;
    final Set<Vertex> parents;
    Set<String> expected;

    Vertex(String policy, Set<Vertex> parents) {
      this.policy = policy;
      this.parents = parents;
      this.expected = Set.of(policy);
    }
  }

  /** From depth 0 on; empty when the graph is NULL in the words of the RFC. */
  private final List<Map<String, Vertex>> levels = new ArrayList<>();

  PolicyGraph() {
    Map<String, Vertex> root = new LinkedHashMap<>();
    root.put(PathPolicies.ANY, new Vertex(PathPolicies.ANY, Set.of()));
    levels.add(root);
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  void clear() {
    levels.clear();
  }

  /** Adds the next depth with the policies of a certificate (6.1.3 d). */
  void descend(Set<String> policies, boolean any) {
    if (isEmpty()) {
      return;
    }
    Map<String, Set<Vertex>> parents = expectations();
    Map<String, Vertex> next = new LinkedHashMap<>();
    Vertex anyAbove = levels.getLast().get(PathPolicies.ANY);
    for (String policy : policies) {
      if (!policy.equals(PathPolicies.ANY)) {
        Set<Vertex> from =
            parents.getOrDefault(policy, anyAbove == null ? Set.of() : Set.of(anyAbove));
        addUnlessOrphan(next, policy, from);
      }
    }
    if (any) {
      parents.forEach((policy, from) -> addUnlessOrphan(next, policy, from));
    }
    levels.add(next);
    prune();
  }

  /** Replaces what is expected below the mapped policies (6.1.4 b 1). */
  void map(Map<String, Set<String>> mappings) {
    if (isEmpty()) {
      return;
    }
    Map<String, Vertex> level = levels.getLast();
    Vertex any = level.get(PathPolicies.ANY);
    mappings.forEach((policy, mapped) -> {
      Vertex vertex = level.get(policy);
      if (vertex == null && any != null) {
        vertex = new Vertex(policy, any.parents);
        level.put(policy, vertex);
      }
      if (vertex != null) {
        vertex.expected = mapped;
      }
    });
  }

  /** Takes the policies away from the last depth (6.1.4 b 2). */
  void remove(Set<String> policies) {
    if (!isEmpty()) {
      levels.getLast().keySet().removeAll(policies);
      prune();
    }
  }

  /** Policies that hang directly below anyPolicy: what they were before any mapping (RFC 9618). */
  Set<String> authorityConstrained() {
    Set<String> policies = new LinkedHashSet<>();
    if (isEmpty()) {
      return policies;
    }
    if (levels.getLast().containsKey(PathPolicies.ANY)) {
      policies.add(PathPolicies.ANY);
    }
    for (Map<String, Vertex> level : levels) {
      for (Vertex vertex : level.values()) {
        boolean belowAny =
            vertex.parents.stream().anyMatch(parent -> parent.policy.equals(PathPolicies.ANY));
        if (belowAny && !vertex.policy.equals(PathPolicies.ANY)) {
          policies.add(vertex.policy);
        }
      }
    }
    return policies;
  }

  private Map<String, Set<Vertex>> expectations() {
    Map<String, Set<Vertex>> parents = new LinkedHashMap<>();
    for (Vertex vertex : levels.getLast().values()) {
      for (String policy : vertex.expected) {
        parents.computeIfAbsent(policy, key -> new LinkedHashSet<>()).add(vertex);
      }
    }
    return parents;
  }

  private static void addUnlessOrphan(Map<String, Vertex> level, String policy, Set<Vertex> from) {
    if (!from.isEmpty()) {
      level.computeIfAbsent(policy, key -> new Vertex(policy, from));
    }
  }

  /** Takes away, from the bottom up, what has no children (6.1.3 d 3). */
  private void prune() {
    for (int depth = levels.size() - 2; depth >= 0; depth--) {
      Set<Vertex> needed = new HashSet<>();
      levels.get(depth + 1).values().forEach(child -> needed.addAll(child.parents));
      levels.get(depth).values().retainAll(needed);
    }
    if (levels.getFirst().isEmpty() || levels.getLast().isEmpty()) {
      clear();
    }
  }
}
