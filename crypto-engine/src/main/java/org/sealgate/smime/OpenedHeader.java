package org.sealgate.smime;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.MimeLimits;
import org.sealgate.smime.HeaderProtection.Scheme;

/**
 * What protected header fields change about an opened message: the author that its signers are
 * compared with, what is said of it, and the header it is delivered with.
 */
final class OpenedHeader {
  private final HeaderBlock mail;
  private final Optional<ProtectedPayload> payload;
  private final List<Layer> layers;
  private final boolean encrypted;
  private final MimeLimits limits;

  private OpenedHeader(
      HeaderBlock mail, Optional<ProtectedPayload> payload, List<Layer> layers, MimeLimits limits) {
    this.mail = mail;
    this.payload = payload;
    this.layers = layers;
    this.encrypted = layers.stream().anyMatch(Layer.Encrypted.class::isInstance);
    this.limits = limits;
  }

  /**
   * Looks at what is inside of all layers.
   *
   * @param mail the header outside
   * @param inside the innermost entity; empty where it could not be reached
   * @param now for the signers' claims of time
   */
  static OpenedHeader of(HeaderBlock mail, Optional<Entity> inside, Found found, Instant now)
      throws IOException {
    Optional<ProtectedPayload> payload = Optional.empty();
    if (inside.isPresent()
        && found.layers().stream().anyMatch(OpenedHeader::protects)
        && SmimeType.of(inside.get()) == SmimeType.NONE) {
      payload = ProtectedPayload.of(inside.get(), mail, found.limits());
    }
    List<Layer> layers =
        payload
            .filter(present -> present.header().has("From"))
            .map(present -> compared(found.layers(), present.header(), now))
            .orElse(found.layers());
    return new OpenedHeader(mail, payload, layers, found.limits());
  }

  /** The layers that were met, and the limits under which. */
  record Found(List<Layer> layers, MimeLimits limits) {}

  private static boolean protects(Layer layer) {
    return layer instanceof Layer.Signed || layer instanceof Layer.Encrypted;
  }

  /** Signers of the content answer for the author they signed, not for the header outside. */
  private static List<Layer> compared(List<Layer> layers, HeaderBlock header, Instant now) {
    AddressCheck address = new AddressCheck(header);
    SigningTimeCheck time = new SigningTimeCheck(header, now);
    int content = Verdict.contentStart(layers);
    List<Layer> all = new ArrayList<>(layers.subList(0, content));
    for (Layer layer : layers.subList(content, layers.size())) {
      all.add(
          layer instanceof Layer.Signed signed
              ? new Layer.Signed(
                  signed.detached(),
                  signed.signers().stream().map(each -> compared(each, address, time)).toList(),
                  signed.certificates())
              : layer);
    }
    return all;
  }

  private static SignerVerdict compared(
      SignerVerdict signer, AddressCheck address, SigningTimeCheck time) {
    return signer
        .certificate()
        .map(own -> signer.with(address.of(own), time.of(signer.claimedSigningTime(), own)))
        .orElse(signer);
  }

  /** The verdict on everything. */
  Verdict verdict(List<Finding> structure) {
    if (payload.isEmpty()) {
      return new Verdict(layers, structure);
    }
    HeaderComparison comparison = comparison(payload.get());
    List<Finding> all = new ArrayList<>(structure);
    if (!mail.fields().isEmpty()) {
      all.addAll(comparison.findings());
    }
    return new Verdict(layers, all, Optional.of(comparison.fields()));
  }

  private HeaderComparison comparison(ProtectedPayload present) {
    return new HeaderComparison(present, mail, isSigned(), encrypted);
  }

  private List<SignerVerdict> signers() {
    return new Verdict(layers, List.of()).contentSigners();
  }

  private boolean isSigned() {
    return !signers().isEmpty()
        && signers().stream().allMatch(each -> each.integrity().status() == Finding.Status.PASS);
  }

  /** True where a signature over the payload does not hold: nothing of it takes another's place. */
  private boolean isBroken() {
    return layers.subList(Verdict.contentStart(layers), layers.size()).stream()
        .anyMatch(layer -> layer instanceof Layer.Signed signed && isBroken(signed));
  }

  private static boolean isBroken(Layer.Signed signed) {
    return signed.signers().isEmpty()
        || signed.signers().stream()
            .anyMatch(each -> each.integrity().status() == Finding.Status.FAIL);
  }

  /** The protected fields that may take the place of those outside. */
  private Optional<ProtectedPayload> believed() {
    return payload.filter(present -> !isBroken() && (encrypted || isSigned()));
  }

  /** The header of the mail without its protection. */
  HeaderBlock delivered() {
    return believed()
        .map(present ->
            new DeliveredHeader(present, comparison(present).fromDiffers() && !isVouchedFor())
                .of(mail))
        .orElse(mail);
  }

  /** RFC 9788, 4.4.1: a valid signature by somebody who is known to be the protected author. */
  private boolean isVouchedFor() {
    return signers().stream()
        .anyMatch(each ->
            each.integrity().status() == Finding.Status.PASS
                && each.certificatePath().status() == Finding.Status.PASS
                && each.addressMatch().status() == Finding.Status.PASS
                && each.revocation().status() != Finding.Status.FAIL
                && Verdict.isAcceptable(each));
  }

  /** The entity as it is shown: a wrapped mail itself, and without what old readers needed. */
  Entity readable(Entity inside) throws IOException {
    if (believed().isEmpty()) {
      return inside;
    }
    ProtectedPayload present = believed().get();
    return present.scheme() == Scheme.CIPHER && encrypted
        ? LegacyDisplay.removed(present.readable(), limits)
        : present.readable();
  }
}
