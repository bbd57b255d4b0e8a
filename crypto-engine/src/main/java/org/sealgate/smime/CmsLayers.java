package org.sealgate.smime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.CmsContent;
import org.sealgate.cms.CmsReader;
import org.sealgate.cms.CompressedContent;
import org.sealgate.cms.DigestPass;
import org.sealgate.cms.DigestedContent;
import org.sealgate.cms.EnvelopedContent;
import org.sealgate.cms.PlainContent;
import org.sealgate.cms.SignedContent;
import org.sealgate.cms.UnknownContent;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.provider.Crypto;

/** Opens a layer that is one CMS structure, whatever its MIME type calls it. */
final class CmsLayers {
  private final Crypto crypto;
  private final OpenOptions options;
  private final SignedLayers signed;
  private final EncryptedLayers encrypted;
  private final List<Octets> storage;

  CmsLayers(Opener.Engine engine, SignedLayers signed, List<Octets> storage) {
    this.crypto = engine.crypto();
    this.options = engine.options();
    this.signed = signed;
    this.encrypted = new EncryptedLayers(engine);
    this.storage = storage;
  }

  /**
   * Opens a structure; what is wrong with it is said in the layer.
   *
   * @throws SmimeException UNAVAILABLE where a key cannot be had now: that is nothing of the
   *     message
   */
  Step open(CmsBody body, String claimed) throws IOException {
    try {
      return step(CmsReader.open(body.open(), options.limits().cms()), body);
    } catch (SmimeException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        throw e;
      }
      return Step.unreadable(claimed, e);
    }
  }

  private Step step(CmsContent content, CmsBody body) throws IOException {
    return switch (content) {
      case SignedContent structure ->
          signed.opaque(structure, storage).holding(structure.contentType());
      case EnvelopedContent structure ->
          kept(encrypted.open(structure, body)).holding(structure.contentType());
      case CompressedContent structure ->
          new Step(
                  new Layer.Compressed(structure.algorithm()),
                  Optional.of(spooled(structure::read)))
              .holding(structure.contentType());
      case PlainContent structure -> Step.unprotected("Data", spooled(structure::read));
      case DigestedContent structure -> digested(structure).holding(structure.contentType());
      case UnknownContent structure ->
          new Step(
              new Layer.Unreadable(
                  structure.name(),
                  Finding.fail("unsupported", structure.name() + " cannot be read here")),
              Optional.empty());
    };
  }

  /** The digest is no protection, and shows what was damaged on the way (RFC 5652, 7). */
  private Step digested(DigestedContent structure) throws IOException {
    DigestPass digests = DigestPass.of(crypto, List.of(structure.digestAlgorithm()));
    List<byte[]> claimed = new ArrayList<>();
    Octets content = spooled(spool -> claimed.add(structure.read(spool)));
    content.writeTo(digests);
    Step step = Step.unprotected("DigestedData", content);
    return digests.gives(structure.digestAlgorithm(), claimed.getFirst())
        ? step
        : step.with(
            Finding.fail("digest-mismatch", "the content has not the digest that it came with"));
  }

  private Step kept(Step step) {
    step.inside().ifPresent(storage::add);
    return step;
  }

  /** Writes a content to where it is collected. */
  private interface Reading {
    void read(Spool spool) throws IOException;
  }

  private Octets spooled(Reading reading) throws IOException {
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD, 0, crypto::cipher)) {
      reading.read(spool);
      Octets octets = spool.toOctets();
      storage.add(octets);
      return octets;
    }
  }
}
