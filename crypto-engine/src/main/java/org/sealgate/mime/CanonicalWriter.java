package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.sealgate.SmimeException;

/** Writes entities in canonical form, parts within parts. */
final class CanonicalWriter {
  private static final byte[] CRLF = {'\r', '\n'};

  private final OutputStream out;
  private final MimeLimits limits;
  private int depth;

  CanonicalWriter(OutputStream out, MimeLimits limits) {
    this.out = out;
    this.limits = limits;
  }

  void write(Octets octets) throws IOException {
    if (++depth > limits.depth()) {
      throw SmimeException.limit("mime.depth", limits.depth());
    }
    Entity entity = Entity.parse(octets, limits);
    ContentType type = entity.contentType();
    boolean encoded = entity.transferEncoding().transforms();
    if (TextShape.of(octets).isCanonical()) {
      octets.writeTo(out);
    } else if (isProtected(type)) {
      header(entity);
      lines(entity.body());
    } else if (type.isMultipart()) {
      multipart(entity, type);
    } else if (type.isMessage() && !encoded) {
      header(sevenBit(entity));
      write(entity.body());
    } else {
      new CanonicalLeaf(entity, out).write();
    }
    depth--;
  }

  /** What a signature or a ciphertext covers is not ours to encode. */
  private static boolean isProtected(ContentType type) {
    return type.is("multipart", "signed") || type.is("multipart", "encrypted");
  }

  private void multipart(Entity entity, ContentType type) throws IOException {
    Multipart multipart = entity.multipart(limits).orElse(null);
    if (multipart == null || multipart.parts().isEmpty()) {
      header(entity);
      lines(entity.body());
      return;
    }
    String boundary = type.parameters().getOrDefault("boundary", "");
    byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    header(sevenBit(entity));
    if (multipart.preamble().length() > 0) {
      remark(multipart.preamble());
      out.write(CRLF);
    }
    for (Octets part : multipart.parts()) {
      out.write(delimiter);
      out.write(CRLF);
      write(part);
      out.write(CRLF);
    }
    out.write(delimiter);
    out.write(new byte[] {'-', '-', '\r', '\n'});
    remark(multipart.epilogue());
  }

  /** The header with CRLF, and the empty line. */
  private void header(Entity entity) throws IOException {
    header(entity.header());
  }

  private void header(HeaderBlock header) throws IOException {
    out.write(header.canonical().rawWithEmptyLine());
  }

  /** The header of something whose inside will be seven-bit, and says so. */
  private static HeaderBlock sevenBit(Entity entity) {
    return switch (entity.transferEncoding()) {
      case EIGHT_BIT, BINARY -> entity.header().with("Content-Transfer-Encoding", "7bit");
      case SEVEN_BIT, QUOTED_PRINTABLE, BASE64, UNKNOWN -> entity.header();
    };
  }

  private void lines(Octets text) throws IOException {
    CrlfOutputStream crlf = new CrlfOutputStream(out);
    text.writeTo(crlf);
    crlf.finish();
  }

  /**
   * A preamble or epilogue: nobody sees it, so that a question mark may stand for what is unsafe.
   */
  private void remark(Octets text) throws IOException {
    CrlfOutputStream crlf = new CrlfOutputStream(out);
    byte[] chunk = new byte[8 << 10];
    InputStream in = text.open();
    for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
      for (int i = 0; i < count; i++) {
        if (chunk[i] <= 0) {
          chunk[i] = '?';
        }
      }
      crlf.write(chunk, 0, count);
    }
    crlf.finish();
  }
}
