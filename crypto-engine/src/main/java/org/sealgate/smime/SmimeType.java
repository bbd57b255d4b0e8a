package org.sealgate.smime;

import java.util.Locale;
import java.util.Set;
import org.sealgate.mime.ContentType;
import org.sealgate.mime.Entity;

/** What an entity's header claims about S/MIME (RFC 8551, 3.2 and 3.10), in all spellings. */
enum SmimeType {
  /** multipart/signed with a CMS signature. */
  CLEAR_SIGNED,
  /** A CMS structure of whatever kind. */
  CMS,
  /** Nothing of S/MIME. */
  NONE;

  private static final Set<String> MIME_SUBTYPES =
      Set.of(
          "pkcs7-mime",
          "x-pkcs7-mime",
          "pkcs7-compressed-data",
          "x-pkcs7-compressed-data",
          // RFC 7193: any CMS structure, in mail too.
          "cms");
  private static final Set<String> SIGNATURE_SUBTYPES =
      Set.of("pkcs7-signature", "x-pkcs7-signature");
  private static final Set<String> FILE_ENDINGS = Set.of(".p7m", ".p7s", ".p7c", ".p7z");

  static SmimeType of(Entity entity) {
    ContentType type = entity.contentType();
    if (type.is("multipart", "signed")) {
      return isSignatureProtocol(type.token("protocol")) ? CLEAR_SIGNED : NONE;
    }
    if (type.type().equals("application")) {
      return MIME_SUBTYPES.contains(type.subtype())
              || SIGNATURE_SUBTYPES.contains(type.subtype())
              || (type.subtype().endsWith("octet-stream") && hasCmsName(entity))
          ? CMS
          : NONE;
    }
    return NONE;
  }

  /** Some senders forget the protocol; OpenPGP never does. */
  private static boolean isSignatureProtocol(String protocol) {
    return protocol.isEmpty()
        || protocol.contains("pkcs7-signature")
        || protocol.contains("pkcs7-mime");
  }

  /** True where an entity is the second part of a clear-signed message. */
  static boolean isSignature(Entity part) {
    ContentType type = part.contentType();
    return type.type().equals("application")
        && (SIGNATURE_SUBTYPES.contains(type.subtype())
            || MIME_SUBTYPES.contains(type.subtype())
            || (type.subtype().endsWith("octet-stream") && hasCmsName(part)));
  }

  private static boolean hasCmsName(Entity entity) {
    String name = entity.filename().orElse("").strip().toLowerCase(Locale.ROOT);
    return FILE_ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** What the MIME type says the structure is: {@code signed-data}; for messages that lie. */
  static String claimed(Entity entity) {
    ContentType type = entity.contentType();
    String smimeType = type.token("smime-type");
    return smimeType.isEmpty() ? type.subtype() : smimeType;
  }
}
