package org.sealgate.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.cms.AlgorithmIdentifier;
import org.sealgate.cms.CmsContent;
import org.sealgate.cms.CmsReader;
import org.sealgate.cms.ContentSource;
import org.sealgate.cms.DigestPass;
import org.sealgate.cms.SignatureVerifier;
import org.sealgate.cms.SignedContent;
import org.sealgate.cms.SignerInfo;
import org.sealgate.mime.ContentType;
import org.sealgate.mime.CrlfOutputStream;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.provider.Crypto;

/** Opens signed layers: clear-signed and opaque ones, and signatures without a content. */
final class SignedLayers {
  private static final int LOOK = 2048;

  private final Crypto crypto;
  private final OpenOptions options;
  private final KnownCertificates known;
  private final SignerVerdicts verdicts;

  SignedLayers(Opener.Engine engine, HeaderBlock mail) {
    this.crypto = engine.crypto();
    this.options = engine.options();
    this.known = engine.known();
    this.verdicts = new SignerVerdicts(engine, mail);
  }

  /** Takes the content of a clear-signed layer while its end is looked for. */
  DigestPass announced(ContentType type) {
    return DigestPass.announced(crypto, type.token("micalg"));
  }

  /**
   * A clear-signed layer.
   *
   * @param passed what {@link #announced} gave, and the content has passed
   */
  Step clear(Octets content, CmsBody signature, DigestPass passed) throws IOException {
    Layer layer;
    List<Finding> findings = List.of();
    try {
      CmsContent structure = CmsReader.open(signature.open(), options.limits().cms());
      if (structure instanceof SignedContent found) {
        layer = detached(found, content, passed);
        findings = Step.otherThanMail(found.contentType());
      } else {
        layer = notSigned(structure.type());
      }
    } catch (SmimeException e) {
      layer = Step.unreadable("multipart/signed", e).layer();
    }
    return new Step(List.of(layer), Optional.of(content), findings, true);
  }

  private static Layer notSigned(String type) {
    return new Layer.Unreadable(
        "multipart/signed",
        Finding.fail("malformed", "the signature part is no SignedData but " + type));
  }

  private Layer detached(SignedContent structure, Octets content, DigestPass passed)
      throws IOException {
    SignedContent.Signatures signatures = structure.read(OutputStream.nullOutputStream());
    boolean lineFeeds = startsWithBareLineFeeds(content);
    List<AlgorithmIdentifier> needed = algorithms(signatures);
    ContentSource likely = variant(content, lineFeeds);
    DigestPass digests = !lineFeeds && passed.covers(needed) ? passed : digests(needed, likely);
    Layer.Signed first = detached(structure, signatures, new Passed(likely, digests));
    if (!anyDigestMismatch(first)) {
      return first;
    }
    // Stored with other line ends than it was signed with: canonical ones, or what is there.
    ContentSource other = variant(content, !lineFeeds);
    Passed again = new Passed(other, digests(needed, other));
    Layer.Signed second = detached(structure, signatures, again);
    return anyDigestMismatch(second) ? first : second;
  }

  /** A content, and its digests. */
  private record Passed(ContentSource content, DigestPass digests) {}

  /** How the first line ends tells how the content is stored. */
  private static boolean startsWithBareLineFeeds(Octets content) throws IOException {
    byte[] head = new byte[(int) Math.min(LOOK, content.length())];
    int count = content.read(0, head, 0, head.length);
    for (int i = 0; i < count; i++) {
      if (head[i] == '\n') {
        return i == 0 || head[i - 1] != '\r';
      }
    }
    return false;
  }

  private static boolean anyDigestMismatch(Layer.Signed layer) {
    return layer.signers().stream()
        .anyMatch(signer ->
            signer.integrity().code().equals("digest-mismatch")
                || signer.integrity().code().equals("signature-invalid"));
  }

  private static ContentSource variant(Octets content, boolean canonical) {
    return canonical
        ? out -> {
          CrlfOutputStream lines = new CrlfOutputStream(out);
          content.writeTo(lines);
          lines.finish();
        }
        : content::writeTo;
  }

  private DigestPass digests(List<AlgorithmIdentifier> algorithms, ContentSource content)
      throws IOException {
    DigestPass digests = DigestPass.of(crypto, algorithms);
    content.writeTo(digests);
    return digests;
  }

  private Layer.Signed detached(
      SignedContent structure, SignedContent.Signatures signatures, Passed passed)
      throws IOException {
    Layer.Signed found =
        layer(
            structure,
            signatures,
            new SignatureVerifier.Content(
                structure.contentType(), passed.digests(), passed.content()));
    // A copy of the content inside the structure is not looked at: what is shown is what is
    // checked.
    return new Layer.Signed(true, found.signers(), found.certificates());
  }

  private static List<AlgorithmIdentifier> algorithms(SignedContent.Signatures signatures) {
    return signatures.signers().stream().map(SignerInfo::digestAlgorithm).toList();
  }

  private Layer.Signed layer(
      SignedContent structure,
      SignedContent.Signatures signatures,
      SignatureVerifier.Content content)
      throws IOException {
    Enclosed enclosed = Enclosed.in(signatures, known);
    if (structure.digestAlgorithms().isEmpty() && !signatures.signers().isEmpty()) {
      throw SmimeException.malformed("there are signers, but no digest algorithms (RFC 5652, 5.1)");
    }
    List<SignerVerdict> signers = new ArrayList<>();
    for (SignerInfo signer : signatures.signers()) {
      signers.add(verdicts.of(signer, enclosed, Optional.of(content)));
    }
    return new Layer.Signed(structure.detached(), signers, enclosed.certificates());
  }

  /** SignedData with its content, without one, or without any signer. */
  Step opaque(SignedContent structure, List<Octets> storage) throws IOException {
    if (structure.detached()) {
      return withoutContent(structure);
    }
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD, 0, crypto::cipher)) {
      DigestPass digests = DigestPass.of(crypto, structure.digestAlgorithms());
      SignedContent.Signatures signatures = structure.read(new Tee(digests, spool));
      Octets content = spool.toOctets();
      storage.add(content);
      List<AlgorithmIdentifier> needed = algorithms(signatures);
      if (!digests.covers(needed)) {
        digests = digests(needed, content::writeTo);
      }
      Layer.Signed layer =
          layer(
              structure,
              signatures,
              new SignatureVerifier.Content(structure.contentType(), digests, content::writeTo));
      if (layer.signers().isEmpty() && content.length() == 0) {
        // Only certificates: the content should be absent (RFC 5652, 5.2), NSS writes none of it.
        return new Step(new Layer.CertificatesOnly(layer.certificates()), Optional.empty());
      }
      return new Step(layer, Optional.of(content));
    }
  }

  private Step withoutContent(SignedContent structure) throws IOException {
    Optional<Octets> given = options.extras().detachedContent();
    if (given.isPresent()) {
      return new Step(detached(structure, given.get(), DigestPass.of(crypto, List.of())), given);
    }
    SignedContent.Signatures signatures = structure.read(OutputStream.nullOutputStream());
    Enclosed enclosed = Enclosed.in(signatures, known);
    if (signatures.signers().isEmpty()) {
      return new Step(new Layer.CertificatesOnly(enclosed.certificates()), Optional.empty());
    }
    List<SignerVerdict> signers = new ArrayList<>();
    for (SignerInfo signer : signatures.signers()) {
      signers.add(verdicts.of(signer, enclosed, Optional.empty()));
    }
    return new Step(new Layer.Signed(true, signers, enclosed.certificates()), Optional.empty());
  }

  /** Writes to two places. */
  private static final class Tee extends OutputStream {
    private final OutputStream one;
    private final OutputStream other;

    Tee(OutputStream one, OutputStream other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void write(int b) throws IOException {
      one.write(b);
      other.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      one.write(b, off, len);
      other.write(b, off, len);
    }
  }
}
