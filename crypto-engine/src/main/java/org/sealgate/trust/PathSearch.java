package org.sealgate.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sealgate.trust.PathResult.Problem;
import org.sealgate.trust.PathResult.Trusted;
import org.sealgate.trust.PathResult.Untrusted;
import org.sealgate.trust.RevocationResult.Good;
import org.sealgate.trust.RevocationResult.Unknown;

/** The answer to one question to a {@link TrustStore}. Not thread-safe; used once. */
final class PathSearch {
  /**
   * What is asked.
   *
   * @param leaf the certificate in question
   * @param untrusted certificates found with it
   * @param time when
   */
  record Question(
      X509Certificate leaf, Collection<X509Certificate> untrusted, ValidationTime time) {}

  private final TrustSettings settings;
  private final ValidatedPaths validated;
  private final Question question;
  private final PathValidator validator;
  private @Nullable CertificateIndex intermediates;
  private @Nullable Untrusted problem;

  PathSearch(TrustSettings settings, ValidatedPaths validated, Question question) {
    this.settings = settings;
    this.validated = validated;
    this.question = question;
    this.validator = settings.validator();
  }

  /** The first path that is valid, or what is wrong with the first that leads to an anchor. */
  PathResult anyPath() {
    List<Trusted> found = new ArrayList<>(1);
    forEachValid((result, path) -> {
      found.add(result);
      return true;
    });
    return found.isEmpty() ? failure() : found.getFirst();
  }

  /** The first valid path without a revocation; else the first valid one. */
  Assessment bestPath() {
    List<Assessment> found = new ArrayList<>(1);
    forEachValid((result, path) -> {
      RevocationResult revocation = revocation(path);
      boolean good = revocation instanceof Good;
      if (good || found.isEmpty()) {
        found.add(new Assessment(result, revocation));
      }
      return good || !settings.tellsOfRevocation();
    });
    return found.isEmpty()
        ? new Assessment(failure(), new Unknown(question.leaf(), "without a path nothing is known"))
        : found.getLast();
  }

  /** The revocation of a valid path. */
  RevocationResult revocation(List<Node> path) {
    CrlIssuers issuers =
        new CrlIssuers(settings.crls(), settings.signatures(), this::signers, new IssuerPaths());
    return revocation(path, issuers);
  }

  private RevocationResult revocation(List<Node> path, CrlIssuers issuers) {
    try {
      return new RevocationCheck(settings.crls(), issuers, settings.revocation(), question.time())
          .path(path);
    } catch (RuntimeException unreadable) {
      return new Unknown(
          question.leaf(), "a distribution point cannot be read: " + unreadable.getMessage());
    }
  }

  /** Receives a valid path; true ends the search. */
  @FunctionalInterface
  private interface Visitor {
    boolean visit(Trusted result, List<Node> path);
  }

  private void forEachValid(Visitor visitor) {
    search(
        Node.of(question.leaf()),
        settings.anchors(),
        path -> {
          PathResult result = validator.validate(path, question.time());
          if (result instanceof Trusted trusted) {
            validated.keep(question.leaf(), ValidatedPaths.Known.of(trusted, path));
            return visitor.visit(trusted, path);
          }
          remember(result);
          return false;
        });
  }

  private void remember(PathResult result) {
    if (problem == null && result instanceof Untrusted untrusted) {
      problem = untrusted;
    }
  }

  private void search(Node leaf, CertificateIndex anchors, Predicate<List<Node>> visitor) {
    new PathBuilder(anchors, intermediates(), settings.limits(), visitor).search(leaf);
  }

  /** Read on first use: a known path does without. */
  private CertificateIndex intermediates() {
    CertificateIndex known = intermediates;
    if (known == null) {
      int limit = settings.limits().untrusted();
      List<X509Certificate> bounded = question.untrusted().stream().limit(limit).toList();
      known = settings.intermediates().with(Nodes.of(bounded));
      intermediates = known;
    }
    return known;
  }

  private List<Node> signers(Name issuer) {
    List<Node> signers = new ArrayList<>(intermediates().bySubject(issuer));
    signers.addAll(settings.anchors().bySubject(issuer));
    return signers;
  }

  private Untrusted failure() {
    if (problem != null) {
      return problem;
    }
    Node leaf = Node.of(question.leaf());
    return endsAtRoot(leaf)
        ? new Untrusted(
            Problem.NO_ANCHOR, "the path from " + leaf + " ends at an authority nobody trusts")
        : new Untrusted(
            Problem.ISSUER_MISSING,
            "no path leads from "
                + leaf
                + " to a trusted anchor: a certificate above it is missing");
  }

  /** True where some chain from here is complete: it ends at who issued himself. */
  private boolean endsAtRoot(Node leaf) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(leaf));
    while (!open.isEmpty() && seen.size() <= settings.limits().untrusted()) {
      Node node = open.pop();
      if (node.selfIssued()) {
        return true;
      }
      if (seen.add(node)) {
        open.addAll(intermediates().bySubject(node.issuer()));
      }
    }
    return false;
  }

  /** Paths of those who sign CRLs. */
  private final class IssuerPaths implements CrlIssuers.Paths {
    @Override
    public Optional<List<Node>> build(Node leaf, Node anchor) {
      List<List<Node>> found = new ArrayList<>(1);
      search(
          leaf,
          CertificateIndex.of(List.of(anchor)),
          path -> {
            boolean valid = validator.validate(path, question.time()) instanceof Trusted;
            if (valid) {
              found.add(path);
            }
            return valid;
          });
      return found.stream().findFirst();
    }

    @Override
    public RevocationResult revocation(List<Node> path, CrlIssuers issuers) {
      return PathSearch.this.revocation(path, issuers);
    }
  }
}
