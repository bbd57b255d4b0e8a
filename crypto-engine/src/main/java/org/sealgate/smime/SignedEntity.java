package org.sealgate.smime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealgate.cms.SignedDataWriter;
import org.sealgate.cms.SignedDataWriter.Digested;
import org.sealgate.mime.Base64Encoding;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;

/** A canonical entity with its signature around it, as a MIME entity (RFC 8551, 3.5). */
final class SignedEntity {
  private static final String PREAMBLE =
      "This message is signed (S/MIME). Your mail program may not show it.\r\n";

  private final SignedDataWriter writer;
  private final Instant time;

  SignedEntity(SignedDataWriter writer, Instant time) {
    this.writer = writer;
    this.time = time;
  }

  /** {@code multipart/signed}: the entity is never copied. */
  Octets clear(Digested entity, String boundary) throws IOException {
    byte[] signature = writer.detached(entity.digests(), time);
    return Octets.join(
        Octets.of(head(boundary)), entity.content(), Octets.of(tail(boundary, signature)));
  }

  private byte[] head(String boundary) {
    String head =
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
            + " micalg="
            + micalg()
            + ";\r\n boundary=\""
            + boundary
            + "\"\r\n\r\n"
            + PREAMBLE
            + "\r\n--"
            + boundary
            + "\r\n";
    return head.getBytes(US_ASCII);
  }

  /** Values of RFC 8551, 3.5.3.2; several are joined by commas and quoted. */
  private String micalg() {
    String names =
        writer.digestNames().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
    return names.indexOf(',') < 0 ? names : '"' + names + '"';
  }

  private static byte[] tail(String boundary, byte[] signature) throws IOException {
    String part =
        "\r\n--"
            + boundary
            + "\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n"
            + "Content-Description: S/MIME signature\r\n\r\n";
    ByteArrayOutputStream tail = new ByteArrayOutputStream(2 * signature.length + 512);
    tail.writeBytes(part.getBytes(US_ASCII));
    Base64Encoding base64 = Base64Encoding.expecting(signature.length, tail);
    base64.write(signature);
    base64.finish();
    tail.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
    return tail.toByteArray();
  }

  /** {@code application/pkcs7-mime; smime-type=signed-data}. */
  Octets opaque(Digested entity) throws IOException {
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
      spool.write(CmsEntity.header("signed-data"));
      Base64Encoding base64 = new Base64Encoding(spool);
      writer.opaque(entity, time, base64);
      base64.finish();
      return spool.toOctets();
    }
  }

  /** A boundary that stands in no content: 128 random bits. */
  static String boundary(byte[] random) {
    return "sealgate-" + HexFormat.of().formatHex(random);
  }
}
