package org.sealgate.smime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.mime.ContentType;
import org.sealgate.mime.Entity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Multipart;
import org.sealgate.mime.Octets;

/**
 * The parts of an entity that a reader sees as the text of the mail (RFC 9787, 7.1): the first part
 * of a multipart, and each part of multipart/alternative.
 */
final class MainBody {
  private static final byte[] CRLF = {'\r', '\n'};

  private final Rewriting rewriting;
  private final MimeLimits limits;

  private MainBody(Rewriting rewriting, MimeLimits limits) {
    this.rewriting = rewriting;
    this.limits = limits;
  }

  /** Gives another part for one, or the very same. */
  @FunctionalInterface
  interface Rewriting {
    Entity of(Entity part) throws IOException;
  }

  /** The entity with its main parts rewritten; the very same where none of them changes. */
  static Entity rewritten(Entity entity, MimeLimits limits, Rewriting rewriting)
      throws IOException {
    return new MainBody(rewriting, limits).of(entity, 0);
  }

  private Entity of(Entity entity, int depth) throws IOException {
    if (depth > limits.depth()) {
      throw SmimeException.limit("mime.depth", limits.depth());
    }
    ContentType type = entity.contentType();
    if (type.type().equals("text")) {
      boolean attached =
          entity.disposition().filter(each -> each.kind().equals("attachment")).isPresent();
      return attached ? entity : rewriting.of(entity);
    }
    boolean closed = type.is("multipart", "signed") || type.is("multipart", "encrypted");
    Optional<Multipart> multipart = closed ? Optional.empty() : entity.multipart(limits);
    return multipart.isPresent() ? multipart(entity, multipart.get(), depth) : entity;
  }

  private Entity multipart(Entity entity, Multipart multipart, int depth) throws IOException {
    boolean each = entity.contentType().is("multipart", "alternative");
    List<Octets> parts = new ArrayList<>();
    boolean changed = false;
    for (Octets part : multipart.parts()) {
      if (parts.isEmpty() || each) {
        Entity before = Entity.parse(part, limits);
        Entity after = of(before, depth + 1);
        changed |= after != before;
        parts.add(after.octets());
      } else {
        parts.add(part);
      }
    }
    return changed ? Entity.of(entity.header(), joined(entity, multipart, parts)) : entity;
  }

  private static Octets joined(Entity entity, Multipart multipart, List<Octets> parts) {
    String boundary = entity.contentType().parameters().getOrDefault("boundary", "");
    byte[] delimiter = ("--" + boundary + "\r\n").getBytes(ISO_8859_1);
    List<Octets> pieces = new ArrayList<>();
    if (multipart.preamble().length() > 0) {
      pieces.add(multipart.preamble());
      pieces.add(Octets.of(CRLF));
    }
    for (Octets part : parts) {
      pieces.add(Octets.of(delimiter));
      pieces.add(part);
      pieces.add(Octets.of(CRLF));
    }
    pieces.add(Octets.of(("--" + boundary + "--\r\n").getBytes(ISO_8859_1)));
    pieces.add(multipart.epilogue());
    return Octets.join(pieces);
  }
}
