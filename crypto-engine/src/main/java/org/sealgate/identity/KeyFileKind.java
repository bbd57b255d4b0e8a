package org.sealgate.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** The kinds of key file there are, told apart by their octets. */
enum KeyFileKind {
  PEM(""),
  DER(""),
  BASE64(""),
  JKS(""),
  JCEKS(""),
  NSS("an NSS database, not a key file; give its folder, or export with pk12util"),
  ZIP("a zip archive; give it to an import, which looks inside, or unpack it"),
  PGP("an OpenPGP key, which S/MIME cannot use; give a PKCS#12 or PEM file"),
  EMPTY("empty; export the key again"),
  UNKNOWN("no kind of key file; give PKCS#12, PEM, PKCS#8, PKCS#7, JKS, JCEKS or BCFKS");

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** An Ed25519 key, the smallest there is, takes 64. */
  private static final int SHORTEST_BASE64 = 60;

  private final String refusal;

  KeyFileKind(String refusal) {
    this.refusal = refusal;
  }

  static KeyFileKind of(byte[] file) {
    if (file.length == 0) {
      return EMPTY;
    }
    if (file[0] == 0x30 && file.length > 1) {
      return DER;
    }
    if (KeyText.startsWith(file, 0xFE, 0xED, 0xFE, 0xED)) {
      return JKS;
    }
    if (KeyText.startsWith(file, 0xCE, 0xCE, 0xCE, 0xCE)) {
      return JCEKS;
    }
    if (KeyText.startsWith(file, 'P', 'K', 3, 4)) {
      return ZIP;
    }
    if (Arrays.equals(SQLITE, 0, SQLITE.length, file, 0, Math.min(SQLITE.length, file.length))) {
      return NSS;
    }
    return text(file);
  }

  private static KeyFileKind text(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (text.contains("-----BEGIN PGP")) {
      return PGP;
    }
    if (text.contains("-----BEGIN ") || text.contains("---- BEGIN ")) {
      return PEM;
    }
    return isSequenceInBase64(text.strip()) ? BASE64 : UNKNOWN;
  }

  /** The tag of a SEQUENCE is an M in base64, and what follows it one of 16 letters. */
  private static boolean isSequenceInBase64(String text) {
    return text.length() >= SHORTEST_BASE64 && text.matches("M[A-P][A-Za-z0-9+/=\\s]+");
  }

  SmimeException refusal() {
    ErrorCode code = this == EMPTY || this == UNKNOWN ? ErrorCode.MALFORMED : ErrorCode.UNSUPPORTED;
    return new SmimeException(code, "the key file is " + refusal);
  }
}
