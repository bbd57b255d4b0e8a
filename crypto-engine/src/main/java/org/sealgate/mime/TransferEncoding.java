package org.sealgate.mime;

import java.io.InputStream;
import java.util.Locale;

/** How the body of an entity is encoded for transfer (RFC 2045, 6). */
public enum TransferEncoding {
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  BINARY("binary"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64"),
  /** A name that is not in the standard: the octets are taken as they are. */
  UNKNOWN("x-unknown");

  private final String token;

  TransferEncoding(String token) {
    this.token = token;
  }

  /** The name as it stands in a field. */
  public String token() {
    return token;
  }

  /** The encoding a field value names; comments, quotes and a trailing semicolon are ignored. */
  public static TransferEncoding parse(String value) {
    String name = new ParameterParser(value).token(";").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "7bit", "7-bit" -> SEVEN_BIT;
      case "8bit", "8-bit" -> EIGHT_BIT;
      case "binary" -> BINARY;
      case "quoted-printable" -> QUOTED_PRINTABLE;
      case "base64", "base-64" -> BASE64;
      default -> UNKNOWN;
    };
  }

  /** True for an encoding that is not the identity. */
  public boolean transforms() {
    return this == QUOTED_PRINTABLE || this == BASE64;
  }

  /** The octets that an encoded body stands for. */
  public InputStream decode(Octets encoded) {
    return switch (this) {
      case BASE64 -> Base64Decoding.of(encoded);
      case QUOTED_PRINTABLE -> new QuotedPrintableDecoding(encoded.open());
      case SEVEN_BIT, EIGHT_BIT, BINARY, UNKNOWN -> encoded.open();
    };
  }
}
