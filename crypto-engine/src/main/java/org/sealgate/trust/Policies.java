package org.sealgate.trust;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.sealgate.trust.PathResult.Problem;

/** Certificate policies along one path: the counters and steps of RFC 5280, 6.1.2 to 6.1.5. */
final class Policies {
  private static final int REQUIRE_EXPLICIT = 0;
  private static final int INHIBIT_MAPPING = 1;

  private final PathPolicies inputs;
  private final PolicyGraph graph = new PolicyGraph();
  private int explicit;
  private int mapping;
  private int any;

  /**
   * @param length certificates of the path, the anchor not counted
   */
  Policies(PathPolicies inputs, int length) {
    this.inputs = inputs;
    this.explicit = inputs.requireExplicit() ? 0 : length + 1;
    this.mapping = inputs.inhibitMapping() ? 0 : length + 1;
    this.any = inputs.inhibitAny() ? 0 : length + 1;
  }

  /** Basic processing, steps d to f of 6.1.3. */
  void process(Node node, boolean last) throws Rejection {
    byte[] value = node.extension(Extension.certificatePolicies.getId());
    if (value == null) {
      graph.clear();
    } else {
      Set<String> policies = policies(value);
      boolean anyCounts = any > 0 || (!last && node.selfIssued());
      graph.descend(policies, anyCounts && policies.contains(PathPolicies.ANY));
    }
    if (explicit == 0 && graph.isEmpty()) {
      throw new Rejection(Problem.POLICY, node + " is for none of the policies required so far");
    }
  }

  /** Preparation for the next certificate, steps a, b and h to j of 6.1.4. */
  void prepare(Node node) throws Rejection {
    byte[] mappings = node.extension(Extension.policyMappings.getId());
    if (mappings != null) {
      map(node, mappings);
    }
    if (!node.selfIssued()) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      any = Math.max(0, any - 1);
    }
    byte[] constraints = node.extension(Extension.policyConstraints.getId());
    if (constraints != null) {
      explicit = Math.min(explicit, skip(constraints, REQUIRE_EXPLICIT, explicit));
      mapping = Math.min(mapping, skip(constraints, INHIBIT_MAPPING, mapping));
    }
    byte[] inhibitAny = node.extension(Extension.inhibitAnyPolicy.getId());
    if (inhibitAny != null) {
      any = Math.min(any, Count.of(ASN1Integer.getInstance(inhibitAny)));
    }
  }

  /** Wrap-up, steps a, b and g of 6.1.5. */
  PolicyOutcome finish(Node leaf) throws Rejection {
    explicit = Math.max(0, explicit - 1);
    byte[] constraints = leaf.extension(Extension.policyConstraints.getId());
    if (constraints != null && skip(constraints, REQUIRE_EXPLICIT, 1) == 0) {
      explicit = 0;
    }
    Set<String> authority = graph.authorityConstrained();
    Set<String> user = userConstrained(authority);
    if (explicit == 0 && user.isEmpty()) {
      throw new Rejection(Problem.POLICY, "the path is for no policy that is accepted here");
    }
    return new PolicyOutcome(explicit == 0, authority, user);
  }

  private Set<String> userConstrained(Set<String> authority) {
    if (inputs.acceptable().contains(PathPolicies.ANY)) {
      return authority;
    }
    if (authority.contains(PathPolicies.ANY)) {
      return inputs.acceptable();
    }
    Set<String> both = new HashSet<>(authority);
    both.retainAll(inputs.acceptable());
    return both;
  }

  private void map(Node node, byte[] value) throws Rejection {
    Map<String, Set<String>> mappings = new HashMap<>();
    for (var element : ASN1Sequence.getInstance(value)) {
      ASN1Sequence pair = ASN1Sequence.getInstance(element);
      String issuer = ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0)).getId();
      String subject = ASN1ObjectIdentifier.getInstance(pair.getObjectAt(1)).getId();
      if (issuer.equals(PathPolicies.ANY) || subject.equals(PathPolicies.ANY)) {
        throw new Rejection(Problem.POLICY, node + " maps anyPolicy, which is not allowed");
      }
      mappings.computeIfAbsent(issuer, key -> new HashSet<>()).add(subject);
    }
    if (mapping > 0) {
      graph.map(mappings);
    } else {
      graph.remove(mappings.keySet());
    }
  }

  private static Set<String> policies(byte[] value) throws Rejection {
    Set<String> policies = new LinkedHashSet<>();
    for (PolicyInformation policy : CertificatePolicies.getInstance(value).getPolicyInformation()) {
      if (!policies.add(policy.getPolicyIdentifier().getId())) {
        throw new Rejection(Problem.MALFORMED, "a policy stands twice (RFC 5280, 4.2.1.4)");
      }
    }
    return policies;
  }

  private static int skip(byte[] constraints, int tag, int otherwise) {
    for (var element : ASN1Sequence.getInstance(constraints)) {
      ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(element);
      if (tagged.getTagNo() == tag) {
        return Count.of(ASN1Integer.getInstance(tagged, false));
      }
    }
    return otherwise;
  }

  /** SkipCerts as an int: more than an int holds is as good as no limit. */
  private static final class Count {
    static int of(ASN1Integer value) {
      if (value.getValue().signum() < 0) {
        throw new IllegalArgumentException("negative count");
      }
      return value.getValue().bitLength() > 31 ? Integer.MAX_VALUE : value.intValueExact();
    }
  }
}
