package org.sealgate.smime;

/** MIME entities that go up to a limit. */
final class HostileMime {
  private HostileMime() {}

  /** Multiparts within each other around a text. */
  static byte[] nested(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b");
      text.append(i).append("\r\n");
    }
    text.append("\r\n\u00e4\r\n");
    for (int i = depth - 1; i >= 0; i--) {
      text.append("\r\n--b").append(i).append("--\r\n");
    }
    return Sealing.octets(text.toString());
  }
}
