package org.sealgate.smime;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The header of an {@code application/pkcs7-mime} entity (RFC 8551, 3.2). */
final class CmsEntity {
  private CmsEntity() {}

  /**
   * The header with its empty line.
   *
   * @param smimeType {@code enveloped-data}, {@code authEnveloped-data}, {@code signed-data}
   */
  static byte[] header(String smimeType) {
    String header =
        "Content-Type: application/pkcs7-mime; smime-type="
            + smimeType
            + ";\r\n name=\"smime.p7m\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n";
    return header.getBytes(US_ASCII);
  }
}
