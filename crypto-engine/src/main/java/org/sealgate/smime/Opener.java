package org.sealgate.smime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sealgate.SmimeException;
import org.sealgate.cms.DigestPass;
import org.sealgate.mime.Base64Encoding;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.Multipart;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.provider.Crypto;

/**
 * Opens one message, layer by layer from the outside in: each layer is an entity whose header says
 * what it is, and gives the entity inside it. Only what wraps the message as a whole is opened; an
 * encrypted or signed part among others is reported, and stays what it is.
 */
final class Opener {
  private static final int LOOK = 512;
  private static final Pattern REQUEST_LINE =
      Pattern.compile("[A-Z]{3,10} \\S{1,300} HTTP/1\\.[01]|HTTP/1\\.[01] \\d{3} .{0,100}");

  private final OpenOptions options;
  private final SignedLayers signed;
  private final CmsLayers cms;
  private final HeaderBlock mail;
  private final Instant now;
  private final Octets original;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Finding> structure = new ArrayList<>();
  private final List<Octets> storage = new ArrayList<>();
  private Entity current;
  private Optional<Octets> notMime = Optional.empty();
  private Optional<Entity> shown = Optional.empty();
  private Optional<Entity> decrypted = Optional.empty();

  private Opener(Octets message, Engine engine) throws IOException {
    this.original = withoutRequestLine(message);
    this.options = engine.options();
    this.now = engine.clock().instant();
    MessageSplit split = MessageSplit.of(original, options.limits().mime());
    boolean bare = CmsBody.isBare(Entity.parse(original, options.limits().mime()));
    this.mail = bare ? HeaderBlock.EMPTY : split.outer();
    this.current = bare ? Entity.of(HeaderBlock.EMPTY, original) : split.inner();
    this.signed = new SignedLayers(engine, mail);
    this.cms = new CmsLayers(engine, signed, storage);
    if (bare) {
      unwrap(CmsBody.bare(original, current), "cms");
    }
  }

  /** AS2 (RFC 4130) traces start with the line of an HTTP request. */
  private static Octets withoutRequestLine(Octets message) throws IOException {
    byte[] start = new byte[(int) Math.min(LOOK, message.length())];
    int count = Math.max(0, message.read(0, start, 0, start.length));
    String text = new String(start, 0, count, StandardCharsets.ISO_8859_1);
    int line = text.indexOf('\n');
    return line > 0 && REQUEST_LINE.matcher(text.substring(0, line).strip()).matches()
        ? message.slice(line + 1, message.length())
        : message;
  }

  /**
   * What every part of opening needs.
   *
   * @param known certificates that were met before
   * @param keysAskedFor false where the message is only looked at
   */
  record Engine(
      Crypto crypto,
      Clock clock,
      OpenOptions options,
      KnownCertificates known,
      boolean keysAskedFor) {}

  /** Opens a message. */
  static OpenedMessage open(Octets message, Engine engine) throws IOException {
    return new Opener(message, engine).run();
  }

  private OpenedMessage run() throws IOException {
    boolean open = steps == 0 || hasInside;
    while (open && steps < options.limits().layers()) {
      SmimeType type = SmimeType.of(current);
      if (type != SmimeType.NONE) {
        structure.addAll(AmbiguousHeader.of(current));
      }
      open =
          switch (type) {
            case CLEAR_SIGNED -> clearSigned();
            case CMS -> unwrap(CmsBody.of(current), SmimeType.claimed(current));
            case NONE -> false;
          };
    }
    if (open && SmimeType.of(current) != SmimeType.NONE) {
      layers.add(
          Step.unreadable(
                  SmimeType.claimed(current),
                  SmimeException.limit("open.layers", options.limits().layers()))
              .layer());
    } else if (hasInside || steps == 0) {
      structure.addAll(new StructureScan(options.limits().mime()).scan(current));
    }
    return result();
  }

  private boolean hasInside;
  private int steps;

  private boolean continueWith(Step step) throws IOException {
    steps++;
    layers.addAll(step.layers());
    structure.addAll(step.findings());
    hasInside = step.inside().isPresent();
    if (hasInside) {
      Octets inside = step.inside().get();
      notMime = step.mime() ? Optional.empty() : step.inside();
      current = step.mime() ? Entity.parse(inside, options.limits().mime()) : attached(inside);
    }
    return hasInside && step.mime();
  }

  /** Octets that are no MIME entity, as one that holds them. */
  private static Entity attached(Octets octets) throws IOException {
    HeaderBlock header =
        HeaderBlock.EMPTY
            .append("Content-Type", "application/octet-stream")
            .append("Content-Transfer-Encoding", "base64");
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
      Base64Encoding base64 = Base64Encoding.expecting(octets.length(), spool);
      octets.writeTo(base64);
      base64.finish();
      return Entity.of(header, spool.toOctets());
    }
  }

  /** Opens a structure that hides its content: what is inside takes its place. */
  private boolean unwrap(CmsBody body, String claimed) throws IOException {
    Step step = cms.open(body, claimed);
    boolean goesOn = continueWith(step);
    if (hasInside) {
      shown = Optional.of(current);
      if (step.layers().stream().noneMatch(Layer.Signed.class::isInstance)) {
        decrypted = shown;
      }
    }
    return goesOn;
  }

  private boolean clearSigned() throws IOException {
    DigestPass passed = signed.announced(current.contentType());
    Optional<Multipart> multipart = current.multipart(options.limits().mime(), passed);
    if (multipart.isEmpty() || multipart.get().parts().size() < 2) {
      if (multipart.isPresent() && hasProtocol()) {
        return continueWith(
            Step.unreadable(
                "multipart/signed",
                SmimeException.malformed("a signed multipart has two parts: this one has not")));
      }
      return hasProtocol()
          && continueWith(
              Step.unreadable(
                  "multipart/signed", SmimeException.malformed("its parts cannot be told apart")));
    }
    List<Octets> parts = multipart.get().parts();
    Entity signature = Entity.parse(parts.get(1), options.limits().mime());
    if (!hasProtocol() && !SmimeType.isSignature(signature)) {
      return false;
    }
    if (parts.size() > 2) {
      structure.add(
          Finding.fail(
              "parts-beside-signature",
              "a signed multipart has two parts, content and signature: this one has "
                  + parts.size()));
    }
    return continueWith(signed.clear(parts.getFirst(), CmsBody.of(signature), passed));
  }

  private boolean hasProtocol() {
    return !current.contentType().token("protocol").isEmpty();
  }

  private OpenedMessage result() throws IOException {
    if (layers.stream().anyMatch(Layer.Signed.class::isInstance)) {
      structure.addAll(AmbiguousHeader.of(mail));
    }
    OpenedHeader header =
        OpenedHeader.of(
            mail,
            hasInside ? Optional.of(current) : Optional.empty(),
            new OpenedHeader.Found(layers, options.limits().mime()),
            now);
    return new OpenedMessage(
        whole(shown, header),
        whole(decrypted, header),
        notMime.orElseGet(() -> decrypted.orElse(current).octets()),
        notMime.orElseGet(current::octets),
        header.verdict(structure),
        storage);
  }

  /** The mail with this inside; as it came where there is none. */
  private Octets whole(Optional<Entity> inside, OpenedHeader header) throws IOException {
    if (inside.isEmpty()) {
      return original.slice(0, original.length());
    }
    if (mail.fields().isEmpty()) {
      return inside.get().octets();
    }
    // What a signature still covers stays as it is; the innermost entity may be made readable.
    Entity entity = inside.get() == current ? header.readable(current) : inside.get();
    return MessageSplit.join(header.delivered(), entity.octets(), options.limits().mime());
  }
}
