package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.ExpectedLayer;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.trust.Assessment;
import org.sealgate.trust.PathPolicies;
import org.sealgate.trust.PathResult;
import org.sealgate.trust.RevocationResult;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Anchors, CRLs, policies and time of rows. */
final class Trust {
  private static final String CHAIN = "ok to ";

  private final Materials materials;
  private final Map<String, TrustStore> stores = new ConcurrentHashMap<>();

  Trust(Materials materials) {
    this.materials = materials;
  }

  /** The store a row describes. */
  TrustStore of(ManifestRow row) throws IOException {
    List<String> names = anchors(row);
    String key = row.corpus() + names + row.material().crls() + policies(row);
    TrustStore known = stores.get(key);
    if (known != null) {
      return known;
    }
    List<X509Certificate> anchors = materials.certificates(row, names);
    List<X509CRL> crls = materials.crls(row);
    TrustStore made = TrustStore.of(anchors).withPolicies(policies(row));
    made = crls.isEmpty() ? made : made.withCrls(crls);
    stores.put(key, made);
    return made;
  }

  /** The names of its anchors; those of scanned rows stand in what is expected. */
  private static List<String> anchors(ManifestRow row) {
    List<String> names = new ArrayList<>(row.material().anchors());
    for (ExpectedLayer layer : row.expected().layers()) {
      String chain = layer.attributes().getOrDefault("chain", "");
      if (chain.startsWith(CHAIN)) {
        names.add(chain.substring(CHAIN.length()).strip());
      }
    }
    return names;
  }

  /** When its certificates must be valid. */
  ValidationTime time(ManifestRow row) {
    Optional<Instant> at = row.material().atTime();
    if (at.isPresent()) {
      return new ValidationTime.At(at.get());
    }
    boolean any = row.material().time().isPresent() || row.expected().isScanned();
    return any ? new ValidationTime.AnyTime() : new ValidationTime.At(Instant.now());
  }

  /** True where every signer's path leads to an anchor, and revocation is as good as asked for. */
  boolean accepted(ManifestRow row, Facts facts) throws IOException {
    boolean required = row.material().value("revocation").orElse("").equals("required");
    return facts.pathsHold()
        && assessments(row, facts).stream()
            .allMatch(each ->
                each.path() instanceof PathResult.Trusted
                    && (required
                        ? each.revocation() instanceof RevocationResult.Good
                        : !(each.revocation() instanceof RevocationResult.Revoked)));
  }

  /** True where a signer's certificate, or one above it, is revoked. */
  boolean revoked(ManifestRow row, Facts facts) throws IOException {
    return row.material().value("revocation").isPresent()
        && assessments(row, facts).stream()
            .anyMatch(each -> each.revocation() instanceof RevocationResult.Revoked);
  }

  private List<Assessment> assessments(ManifestRow row, Facts facts) throws IOException {
    List<X509Certificate> with =
        facts.layers(Layer.Signed.class).stream()
            .flatMap(layer -> layer.certificates().stream())
            .map(MailCertificate::x509)
            .toList();
    List<Assessment> all = new ArrayList<>();
    for (SignerVerdict signer : facts.signers()) {
      Optional<Instant> claimed = signer.claimedSigningTime();
      boolean atClaim = row.material().time().equals(Optional.of("signingTime"));
      ValidationTime time =
          atClaim && claimed.isPresent() ? new ValidationTime.At(claimed.get()) : time(row);
      if (signer.certificate().isPresent()) {
        all.add(of(row).assess(signer.certificate().get().x509(), with, time));
      }
    }
    return all;
  }

  /** What it asks of certificate policies, in OpenSSL's words. */
  private static PathPolicies policies(ManifestRow row) {
    Set<String> acceptable = new HashSet<>();
    List<String> words = row.material().options();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-policy")) {
        acceptable.add(oid(words.get(i + 1)));
      }
    }
    if (acceptable.isEmpty()) {
      acceptable.add(PathPolicies.ANY);
    }
    return new PathPolicies(
        acceptable,
        words.contains("-explicit_policy"),
        words.contains("-inhibit_map"),
        words.contains("-inhibit_any"));
  }

  private static String oid(String policy) {
    return policy.equals("anyPolicy") ? PathPolicies.ANY : policy;
  }
}
