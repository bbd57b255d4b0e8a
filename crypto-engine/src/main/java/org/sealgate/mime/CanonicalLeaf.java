package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one entity without parts in canonical form, and chooses how to encode it. */
final class CanonicalLeaf {
  /** Quoted-printable takes three octets for one: beyond one in this many base64 is shorter. */
  private static final int DENSE = 5;

  /** So few octets are shorter, and readable, as quoted-printable. */
  private static final int FEW = 20;

  private static final String ENCODING = "Content-Transfer-Encoding";

  private final Entity entity;
  private final OutputStream out;

  CanonicalLeaf(Entity entity, OutputStream out) {
    this.entity = entity;
    this.out = out;
  }

  void write() throws IOException {
    TransferEncoding encoding = entity.transferEncoding();
    TextShape shape = TextShape.of(entity.body());
    switch (encoding) {
      case UNKNOWN -> asItIs();
      case BASE64, QUOTED_PRINTABLE -> {
        if (shape.isSafe()) {
          asItIs();
        } else {
          encodeAgain(encoding);
        }
      }
      case SEVEN_BIT, EIGHT_BIT, BINARY -> {
        if (shape.isCanonical()) {
          asItIs();
        } else if (isBinary(encoding, shape)) {
          base64(entity.body());
        } else if (shape.isSafe()) {
          asItIs();
        } else {
          encodeText(shape);
        }
      }
    }
  }

  /** Content whose line ends are not line ends: it must not be converted. */
  private boolean isBinary(TransferEncoding encoding, TextShape shape) {
    if (encoding == TransferEncoding.BINARY || shape.controls() > 0) {
      return true;
    }
    boolean mixed = shape.bareCr() > 0 || (shape.bareLf() > 0 && shape.lineEnds() > 0);
    return !entity.contentType().type().equals("text") && shape.eightBit() > 0 && mixed;
  }

  private void asItIs() throws IOException {
    header(entity.header());
    CrlfOutputStream crlf = new CrlfOutputStream(out);
    entity.body().writeTo(crlf);
    crlf.finish();
  }

  private void encodeText(TextShape shape) throws IOException {
    boolean text = entity.contentType().type().equals("text");
    boolean dense = shape.eightBit() > FEW + entity.body().length() / DENSE;
    if (text && !dense) {
      header(entity.header().with(ENCODING, TransferEncoding.QUOTED_PRINTABLE.token()));
      QuotedPrintableEncoding quoted = new QuotedPrintableEncoding(out);
      entity.body().writeTo(quoted);
      quoted.finish();
      return;
    }
    header(entity.header().with(ENCODING, TransferEncoding.BASE64.token()));
    Base64Encoding base64 = new Base64Encoding(out);
    CrlfOutputStream crlf = new CrlfOutputStream(base64);
    entity.body().writeTo(crlf);
    crlf.finish();
    base64.finish();
  }

  private void base64(Octets content) throws IOException {
    header(entity.header().with(ENCODING, TransferEncoding.BASE64.token()));
    Base64Encoding base64 = new Base64Encoding(out);
    content.writeTo(base64);
    base64.finish();
  }

  /** A body in an encoding that was done badly: long lines, eight bits among them. */
  private void encodeAgain(TransferEncoding encoding) throws IOException {
    header(entity.header());
    if (encoding == TransferEncoding.BASE64) {
      Base64Encoding base64 = new Base64Encoding(out);
      entity.decodedBody().transferTo(base64);
      base64.finish();
    } else {
      QuotedPrintableEncoding quoted = new QuotedPrintableEncoding(out);
      entity.decodedBody().transferTo(quoted);
      quoted.finish();
    }
  }

  private void header(HeaderBlock header) throws IOException {
    out.write(header.canonical().rawWithEmptyLine());
  }
}
