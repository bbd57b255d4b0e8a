package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.sealgate.SmimeException;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.trust.Crls;
import org.sealgate.trust.PathResult;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Rows {@code path}: certificates and CRLs by themselves, and paths to anchors. */
final class PathCheck implements RowCheck {
  private final Materials materials;
  private final Trust trust;

  PathCheck(Materials materials, Trust trust) {
    this.materials = materials;
    this.trust = trust;
  }

  @Override
  public Comparison run(ManifestRow row) throws IOException {
    byte[] octets = Files.readAllBytes(materials.file(row));
    String expected = row.expected().toString().toLowerCase(Locale.ROOT);
    Comparison comparison = new Comparison();
    if (expected.startsWith("accept") || expected.startsWith("reject")) {
      path(row, octets, comparison);
    } else if (expected.contains("crl for") || expected.startsWith("crl")) {
      List<X509CRL> crls = Crls.read(octets);
      comparison.expect("CRL readable", true, !crls.isEmpty());
    } else if (expected.contains("parse")) {
      certificate(expected, octets, comparison);
    } else {
      throw new Skipped("an expectation that is not known: " + row.expected());
    }
    return comparison;
  }

  private void path(ManifestRow row, byte[] octets, Comparison comparison) throws IOException {
    boolean accept = row.expected().toString().toLowerCase(Locale.ROOT).startsWith("accept");
    X509Certificate leaf;
    try {
      leaf = Certificates.read(octets).getFirst().x509();
    } catch (SmimeException e) {
      comparison.note(String.valueOf(e.getMessage())).expect("accepted", accept, false);
      return;
    }
    List<X509Certificate> untrusted = materials.certificates(row, row.material().intermediates());
    boolean timed = row.material().atTime().isPresent();
    ValidationTime time = timed ? trust.time(row) : new ValidationTime.AnyTime();
    PathResult result = trust.of(row).validate(leaf, untrusted, time);
    comparison
        .note(result.reason())
        .expect("accepted", accept, result instanceof PathResult.Trusted);
    row.expected()
        .value("path")
        .filter(path -> path.contains(">"))
        .ifPresent(path -> length(path, result, comparison));
  }

  private static void length(String path, PathResult result, Comparison comparison) {
    int expected = path.split(">", -1).length;
    int met = result instanceof PathResult.Trusted trusted ? trusted.path().size() : 0;
    comparison.expect("path length", expected, met);
  }

  /** A certificate that parses; or, where the row allows it, one that is refused cleanly. */
  private void certificate(String expected, byte[] octets, Comparison comparison) {
    try {
      List<MailCertificate> read = Certificates.read(octets);
      for (MailCertificate certificate : read) {
        comparison.note(
            certificate.purpose()
                + " "
                + certificate.keyDescription()
                + " "
                + certificate.addresses());
      }
      comparison.expect("parses", true, !read.isEmpty());
      if (expected.contains("self-signed ok")) {
        X509Certificate own = read.getFirst().x509();
        PathResult result =
            TrustStore.of(List.of(own)).validate(own, List.of(), new ValidationTime.AnyTime());
        comparison.expect("self-signed", true, result instanceof PathResult.Trusted);
      }
    } catch (SmimeException e) {
      boolean allowed = expected.contains("or fail cleanly");
      comparison.expect("parses", "true", "refused: " + e.getMessage(), allowed);
    }
  }
}
