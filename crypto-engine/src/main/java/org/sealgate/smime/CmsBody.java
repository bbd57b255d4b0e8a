package org.sealgate.smime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.sealgate.mime.Base64Decoding;
import org.sealgate.mime.Entity;
import org.sealgate.mime.Octets;

/**
 * A CMS structure that can be read again and again: DER or BER as it lies, in PEM, or as the body
 * of an entity in whatever transfer encoding it really has.
 */
final class CmsBody {
  private static final int LOOK = 512;
  private static final int SEQUENCE = 0x30;
  private static final String PEM = "-----BEGIN ";

  /** What the armour of CMS is called: by OpenSSL (RFC 7468, 8 and 9), by older ones, by gpgsm. */
  private static final List<String> LABELS =
      List.of("CMS", "PKCS7", "PKCS #7 SIGNED DATA", "SIGNED MESSAGE", "ENCRYPTED MESSAGE");

  /** With one of these, what comes before armour is a mail's header and no text for people. */
  private static final List<String> MAIL_FIELDS =
      List.of("From", "To", "Date", "Message-ID", "Received", "MIME-Version", "Content-Type");

  /** The base64 of a SEQUENCE of more than 127 octets: a whole line of it, and nothing else. */
  private static final Pattern BASE64_LINE =
      Pattern.compile("\\s*MI[A-Za-z0-9+/]{46,}={0,2}(?:\\s|\\z)");

  private final Octets octets;
  private final Form form;
  private final int skip;
  private final Entity entity;

  private enum Form {
    AS_DECLARED,
    BINARY,
    BASE64
  }

  private CmsBody(Octets octets, Form form, int skip, Entity entity) {
    this.octets = octets;
    this.form = form;
    this.skip = skip;
    this.entity = entity;
  }

  /** The body of an entity; a wrong transfer encoding is seen through. */
  static CmsBody of(Entity entity) throws IOException {
    byte[] start = new byte[1];
    boolean asDeclared;
    try (InputStream in = entity.decodedBody()) {
      asDeclared = in.read(start) == 1 && start[0] == SEQUENCE;
    }
    if (asDeclared) {
      return new CmsBody(entity.body(), Form.AS_DECLARED, 0, entity);
    }
    CmsBody bare = bare(entity.body(), entity);
    return bare.form == Form.AS_DECLARED
        ? new CmsBody(entity.body(), Form.AS_DECLARED, 0, entity)
        : bare;
  }

  /** True where octets are CMS without any MIME around it. */
  static boolean isBare(Entity whole) throws IOException {
    Octets octets = whole.octets();
    byte[] head = head(octets);
    if (head.length > 1 && head[0] == SEQUENCE) {
      return (head[1] & 0x80) != 0 || octets.length() <= 0x82;
    }
    String text = text(head);
    return whole.header().fields().isEmpty()
        ? pemStart(text) >= 0 || BASE64_LINE.matcher(text).lookingAt()
        : pemStart(text) >= 0 && MAIL_FIELDS.stream().noneMatch(whole.header()::has);
  }

  /** Octets that are CMS without any MIME around it. */
  static CmsBody bare(Octets octets, Entity entity) throws IOException {
    byte[] head = head(octets);
    if (head.length > 0 && head[0] == SEQUENCE) {
      return new CmsBody(octets, Form.BINARY, 0, entity);
    }
    String text = text(head);
    int pem = pemStart(text);
    if (pem >= 0) {
      int line = text.indexOf('\n', pem);
      return new CmsBody(octets, Form.BASE64, Math.max(0, line + 1), entity);
    }
    return text.stripLeading().startsWith("MI")
        ? new CmsBody(octets, Form.BASE64, 0, entity)
        : new CmsBody(octets, Form.AS_DECLARED, 0, entity);
  }

  /** Where the armour of CMS begins, perhaps after text for people; -1 where there is none. */
  private static int pemStart(String text) {
    for (String label : LABELS) {
      int at = text.indexOf(PEM + label + "-----");
      if (at == 0 || (at > 0 && text.charAt(at - 1) == '\n')) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] head(Octets octets) throws IOException {
    byte[] head = new byte[(int) Math.min(LOOK, octets.length())];
    int count = octets.read(0, head, 0, head.length);
    return count < head.length ? Arrays.copyOf(head, Math.max(0, count)) : head;
  }

  private static String text(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  /** The structure from its first octet. */
  InputStream open() {
    return switch (form) {
      case AS_DECLARED -> entity.decodedBody();
      case BINARY -> octets.open();
      case BASE64 -> Base64Decoding.of(octets.slice(skip, octets.length()));
    };
  }
}
