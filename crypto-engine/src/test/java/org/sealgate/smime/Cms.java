package org.sealgate.smime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.sealgate.fixtures.mail.MailText;

/** CMS structures in and out of mails, for tests that break them. */
final class Cms {
  private Cms() {}

  /** A mail from alice to bob that is one structure. */
  static byte[] mail(String smimeType, byte[] der) {
    return mail("application/pkcs7-mime; smime-type=" + smimeType + "; name=smime.p7m", der, "\n");
  }

  /** A mail of any type that is one structure in base64, with LF or CRLF in its body. */
  static byte[] mail(String type, byte[] der, String lineEnd) {
    String base64 =
        Base64.getMimeEncoder(64, lineEnd.getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return MailText.mail("Sealed")
        .type(type, "base64")
        .octets(Sealing.octets(base64 + lineEnd))
        .bytes();
  }

  /** The structure that is the body of a mail. */
  static byte[] structure(byte[] mail) {
    String text = Sealing.text(mail);
    return Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
  }

  /** The signature of a clear-signed mail. */
  static byte[] signature(byte[] mail) {
    String base64 = base64OfSignature(Sealing.text(mail));
    return Base64.getMimeDecoder().decode(base64);
  }

  /** A clear-signed mail with another signature. */
  static byte[] withSignature(byte[] mail, byte[] der) {
    String text = Sealing.text(mail);
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return Sealing.octets(text.replace(base64OfSignature(text), base64));
  }

  private static String base64OfSignature(String text) {
    int part = text.indexOf("Content-Type: application/pkcs7-signature");
    int start = text.indexOf("\r\n\r\n", part) + 4;
    return text.substring(start, text.indexOf("\r\n--", start));
  }

  /** The octets with all bits of one inverted; a negative position counts from the end. */
  static byte[] inverted(byte[] octets, int position) {
    byte[] broken = octets.clone();
    broken[position < 0 ? octets.length + position : position] ^= (byte) 0xFF;
    return broken;
  }
}
